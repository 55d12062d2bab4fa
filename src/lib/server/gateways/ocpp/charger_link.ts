import { setTimeout as wait } from 'node:timers/promises';
import type { RawData, WebSocket } from 'ws';
import type { JsonObject } from '#lib/kernel/json.ts';
import { refuse, type Result } from '#lib/kernel/result.ts';
import type { ChargerCall } from './dialect.ts';
import type { OcppLimits } from './limits.ts';
import type { OcppProtocol } from './ocpp_protocol.ts';
import { createPace } from './pace.ts';
import { callFrame, errorFrame, parseFrame, resultFrame, type Frame } from './rpc_frame.ts';
import type { RpcErrorCode } from './rpc_error.ts';

/** What became of a call to a charger: its answer, its CALLERROR, or no answer in time. */
export type CallOutcome =
	| { readonly kind: 'result'; readonly payload: unknown }
	| { readonly kind: 'error'; readonly code: string }
	| { readonly kind: 'silence' };

/** A connection of one charger. */
export interface ChargerLink {
	/** Calls the charger, which has at most one call to answer at a time: waits for its turn. Never rejects. */
	call(call: ChargerCall): Promise<CallOutcome>;
	/** Says goodbye; resolves once the connection has ended and nothing of it is in hand. */
	close(code: number, reason: string): Promise<void>;
	/** Resolves once the connection has ended and nothing of it is in hand. */
	readonly ended: Promise<void>;
}

/** What a connection needs. */
export interface LinkParts {
	readonly protocol: OcppProtocol;
	readonly limits: OcppLimits;
	/** Answers a call. What it throws is answered as an internal error, so that the charger calls again. */
	readonly answer: (action: string, payload: JsonObject) => Promise<Result<JsonObject, RpcErrorCode>>;
	readonly onFault: (error: unknown) => void;
}

/** How long a goodbye may take, ms. */
const goodbyeLimitMs = 1000;

/**
 * Speaks OCPP-J on a WebSocket: answers the charger's calls one by one in their order, whatever stands in them, and calls it. What comes
 * faster than it is answered, or than the pace allows, waits in the network. Spec: OCPP 1.6J §4, OCPP 2.0.1 part 4 §4.
 */
export function openLink(socket: WebSocket, { protocol, limits, answer, onFault }: LinkParts): ChargerLink {
	const pace = createPace({ burst: limits.frameBurst, perSecond: limits.framesPerSecond });
	let isAlive = true;
	let waiting = 0;
	let answered: Promise<void> = Promise.resolve();
	let called: Promise<unknown> = Promise.resolve();
	let pending: { readonly id: string; readonly settle: (outcome: CallOutcome) => void } | undefined;

	const send = (frame: string) => {
		if (socket.readyState === socket.OPEN) socket.send(frame, (error) => error && onFault(error));
	};

	/** Reads on unless too much waits. */
	function readOn(): void {
		const mustWait = waiting >= limits.waitingFrames;
		if (mustWait === socket.isPaused) return;
		if (mustWait) socket.pause();
		else socket.resume();
	}

	function receive(data: RawData): void {
		isAlive = true;
		const frame = parseFrame((data as Buffer).toString(), protocol);
		if (frame.kind === 'result' || frame.kind === 'error') settle(frame.id, frame);
		else if (frame.kind !== 'ignored') {
			waiting += 1;
			readOn();
			answered = answered
				.then(() => reply(frame))
				.finally(() => {
					waiting -= 1;
					readOn();
				});
		}
	}

	async function reply(frame: Extract<Frame, { kind: 'call' | 'broken' }>): Promise<void> {
		// Nobody would hear the answer: the charger calls again.
		if (socket.readyState !== socket.OPEN) return;
		const waitMs = pace.count();
		if (waitMs > 0) await wait(waitMs);
		if (frame.kind === 'broken') {
			send(errorFrame(frame.id, protocol, frame.refusal));
			return;
		}
		try {
			const result = await answer(frame.action, frame.payload);
			send(result.ok ? resultFrame(frame.id, result.value) : errorFrame(frame.id, protocol, result));
		} catch (error) {
			onFault(error);
			send(errorFrame(frame.id, protocol, refuse('INTERNAL')));
		}
	}

	function settle(id: string, outcome: CallOutcome): void {
		if (pending?.id === id) pending.settle(outcome);
	}

	function callNow({ action, payload }: ChargerCall): Promise<CallOutcome> {
		return new Promise((resolve) => {
			const id = crypto.randomUUID();
			const late = setTimeout(() => settle(id, { kind: 'silence' }), limits.answerMs);
			pending = {
				id,
				settle(outcome) {
					clearTimeout(late);
					pending = undefined;
					resolve(outcome);
				},
			};
			if (socket.readyState === socket.OPEN) send(callFrame(id, action, payload));
			else settle(id, { kind: 'silence' });
		});
	}

	const pings = setInterval(() => {
		// While nothing is read, no sign of life can be.
		if (!isAlive && !socket.isPaused) socket.terminate();
		isAlive = socket.isPaused;
		if (socket.readyState === socket.OPEN) socket.ping();
	}, limits.pingMs);
	const live = () => {
		isAlive = true;
	};

	async function end(): Promise<void> {
		await new Promise((resolve) => socket.once('close', resolve));
		clearInterval(pings);
		if (pending) settle(pending.id, { kind: 'silence' });
		await Promise.all([answered, called]);
	}

	socket.on('message', receive).on('ping', live).on('pong', live);
	// Too large a frame, or what is no WebSocket: the connection ends by itself, and it is no fault of ours.
	socket.on('error', () => undefined);
	const ended = end();
	return {
		ended,
		call(call) {
			const outcome = called.then(() => callNow(call));
			called = outcome;
			return outcome;
		},
		async close(code, reason) {
			socket.close(code, reason);
			const force = setTimeout(() => socket.terminate(), goodbyeLimitMs);
			await ended;
			clearTimeout(force);
		},
	};
}
