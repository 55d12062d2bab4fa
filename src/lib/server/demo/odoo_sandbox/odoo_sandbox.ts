import { setTimeout as wait } from 'node:timers/promises';
import { startHttpSandbox, type SandboxReply, type SandboxRequest } from '../http_sandbox.ts';
import { behave } from './behave.ts';
import { control } from './control.ts';
import { json2, jsonRpc, type SandboxAccount } from './interfaces.ts';
import { createMisbehaviours, type Misbehaviour } from './misbehaviour.ts';
import { fillOpening } from './opening_records.ts';
import { createRecords, type SandboxRecord } from './sandbox_records.ts';

export interface SandboxOptions extends SandboxAccount {
	/** Of 127.0.0.1; 0 takes any that is free. */
	readonly port: number;
	/** References of the products that the operator has in Odoo. */
	readonly products: readonly string[];
}

export interface OdooSandbox {
	readonly url: string;
	/** Copies of what it holds of a model, oldest first. */
	records(model: string): SandboxRecord[];
	/** Creates a record as a person in Odoo would; answers its id. */
	create(model: string, values: Readonly<Record<string, unknown>>): number;
	/** Changes a record as a person in Odoo would. */
	write(model: string, id: number, values: Readonly<Record<string, unknown>>): void;
	/** Misbehaves from now on; null forgives. */
	misbehave(rule: Misbehaviour | null): void;
	/** Closes every connection; those that wait get no answer. */
	stop(): Promise<void>;
}

/**
 * An Odoo in memory that speaks both of its interfaces over HTTP, as far as plans, payments and usage need them, and misbehaves
 * on request. For tests and the demonstration: it forgets everything when it stops.
 */
export async function startOdooSandbox(options: SandboxOptions): Promise<OdooSandbox> {
	const records = createRecords();
	fillOpening(records, options.products);
	const misbehaviours = createMisbehaviours();
	const stopping = new AbortController();
	const pause = (delayMs: number) => wait(delayMs, undefined, { signal: stopping.signal });

	async function answer(request: SandboxRequest): Promise<SandboxReply | null> {
		if (request.path.startsWith('/sandbox/')) return control({ account: options, records, misbehaviours }, request);
		const speak = interfaceOf(request.path);
		if (!speak || request.json === undefined)
			return { status: 404, body: '<!DOCTYPE html><title>404 Not Found</title>' };
		const call = speak(records, options, request);
		return behave(call, misbehaviours.take(call), pause);
	}

	const server = await startHttpSandbox(options.port, answer);
	return {
		url: server.url,
		records: (model) => records.all(model),
		create: (model, values) => records.create(model, values),
		write: (model, id, values) => records.write(model, id, values),
		misbehave: (rule) => misbehaviours.set(rule),
		stop() {
			stopping.abort();
			return server.stop();
		},
	};
}

function interfaceOf(path: string): typeof jsonRpc | undefined {
	if (path === '/jsonrpc') return jsonRpc;
	return /^\/json\/2\/[^/]+\/[^/]+$/.test(path) ? json2 : undefined;
}
