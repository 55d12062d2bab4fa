import { setTimeout as wait } from 'node:timers/promises';
import { startHttpSandbox, type SandboxReply, type SandboxRequest } from '../http_sandbox.ts';
import { behave } from './behave.ts';
import { control } from './control.ts';
import { endpointPaths, perform, type DarajaState, type SandboxMerchant } from './endpoints.ts';
import { createPushDesk, type SandboxPush } from './push_desk.ts';
import { createRiderScripts, type RiderScript } from './rider_scripts.ts';
import { createTroubles, type Trouble } from './trouble.ts';

export interface DarajaSandboxOptions extends SandboxMerchant {
	/** Of 127.0.0.1; 0 takes any that is free. */
	readonly port: number;
	/** How long a phone takes to answer where its script does not say. */
	readonly defaultAfterMs: number;
}

export interface DarajaSandbox {
	readonly url: string;
	/** What it took, oldest first. */
	pushes(): SandboxPush[];
	/** What a phone does about its next pushes, or every phone with `*`; null leaves it to its number. */
	script(phone: string, scripts: readonly RiderScript[] | null): void;
	/** Ends a push whose prompt is open. */
	finish(checkoutRequestId: string, resultCode: string): Promise<void>;
	/** Is in trouble from now on; null forgives. */
	trouble(trouble: Trouble | null): void;
	/** Tokens that it gave out and accepts. */
	tokenCount(): number;
	/** Resolves once every phone has answered and every callback was sent. */
	settled(): Promise<void>;
	/** Closes every connection; what was still to happen does not. */
	stop(): Promise<void>;
}

/**
 * A Daraja in memory that speaks token, push, callback, query and pull over HTTP. What a phone does is in its number (`rider_scripts.ts`) or said
 * by whoever steers it. For tests and the demonstration: it moves no money, and forgets everything when it stops.
 */
export async function startDarajaSandbox(options: DarajaSandboxOptions): Promise<DarajaSandbox> {
	const { port, defaultAfterMs, ...merchant } = options;
	const stopping = new AbortController();
	const desk = createPushDesk({ defaultAfterMs, stopping: stopping.signal });
	const scripts = createRiderScripts();
	const troubles = createTroubles();
	const state: DarajaState = { merchant, desk, scripts, tokens: new Set(), isPulled: false };
	const means = {
		wait: (delayMs: number) => wait(delayMs, undefined, { signal: stopping.signal }),
		forgetTokens: () => state.tokens.clear(),
	};

	async function answer(request: SandboxRequest): Promise<SandboxReply | null> {
		if (request.path.startsWith('/sandbox/')) return control({ state, troubles }, request);
		const endpoint = endpointPaths[request.path];
		if (!endpoint) return { status: 404, body: '<!DOCTYPE html><title>404 Not Found</title>' };
		return behave(() => perform(state, endpoint, request), troubles.take(endpoint), means);
	}

	const server = await startHttpSandbox(port, answer);
	return {
		url: server.url,
		pushes: () => desk.all(),
		script: (phone, lines) => scripts.set(phone, lines),
		finish: (checkoutRequestId, resultCode) => desk.finish(checkoutRequestId, resultCode),
		trouble: (trouble) => troubles.set(trouble),
		tokenCount: () => state.tokens.size,
		settled: () => desk.settled(),
		stop() {
			stopping.abort();
			return server.stop();
		},
	};
}
