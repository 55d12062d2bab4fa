import type { SwapAsk } from '#lib/kinds/swap/asks.ts';
import { swap } from '#lib/kinds/swap/kind.ts';
import { swapOfflineSteps } from '#lib/kinds/swap/offline_steps.ts';
import { swapRequest } from '#lib/kinds/swap/requests.ts';
import type { SwapSession } from '#lib/kinds/swap/swap_step.ts';
import { ok } from '#lib/kernel/result.ts';
import type { RpcClient } from '#lib/rpc/client.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { AgentLine } from '#lib/stores/agent_line.svelte.ts';
import type { QueuedStep } from '#lib/stores/local_database.ts';
import { memoryRows, type StepRows } from '#lib/stores/offline_rows.ts';
import type { StepAnswer } from '#lib/stores/send_step.ts';
import { Wizard } from '#lib/stores/wizard.svelte.ts';
import { callerOf, type CoreWorld } from '../fixtures/core_world.ts';

/** What the network does to the next request that a device sends. */
export type Mishap = 'request_lost' | 'answer_lost' | 'delivered_twice';

/** A step that the server took, in whatever way the device heard of it. */
export interface Accepted {
	readonly row: QueuedStep;
	/** The version that the session had right after it. */
	readonly version: number;
}

/** A phone with a database of its own, in which a tab shows one session. */
export interface Device {
	wizard: Wizard<string>;
	readonly mishaps: Mishap[];
	/** Steps that this device told its person were taken, refused or given up; by key. */
	readonly told: { readonly taken: Set<string>; readonly refused: Set<string>; readonly over: Set<string> };
	/** Ends the tab and opens another one, which has what the device kept. */
	restart(): Promise<void>;
	/** Waits until nothing is under way, and notes what is shown. */
	settle(): Promise<void>;
}

const unreachable = () => new Error('The network is away');

/** Opens a session on a device of a person's own. */
export async function openDevice(
	world: CoreWorld,
	{ sessionId, actor, accepted }: { sessionId: string; actor: Actor; accepted: Map<string, Accepted> },
): Promise<Device> {
	const rows = keptRows();
	const mishaps: Mishap[] = [];
	const told = { taken: new Set<string>(), refused: new Set<string>(), over: new Set<string>() };
	const current = async () => (await loadSession(world.store.db, sessionId)) as SessionRecord;
	const isAway = () => !device.wizard.online;

	async function send(row: QueuedStep): Promise<StepAnswer> {
		const mishap = mishaps.shift();
		if (isAway() || mishap === 'request_lost') throw unreachable();
		const answers = await Promise.all(
			Array.from({ length: mishap === 'delivered_twice' ? 2 : 1 }, () => deliver(world, actor, row)),
		);
		const version = answers.find((answer) => answer.version !== null)?.version ?? null;
		if (version !== null) accepted.set(row.key, { row, version });
		if (mishap === 'answer_lost') throw unreachable();
		const code = version === null ? (answers[0]?.code ?? '') : null;
		return { session: await current(), refusal: code === null ? null : { code, message: code, params: {} } };
	}

	const open = (session: SessionRecord) =>
		new Wizard<string>({
			kind: {
				offlineSteps: swapOfflineSteps,
				work: async () => ({
					kind: swap,
					requestFor: (of, ask, key) => swapRequest(of as SwapSession, ask as SwapAsk, key),
					readForm: (_, step, input) => ok({ step, input }),
				}),
				viewOf: (of) => Promise.resolve(of.state),
				awaitsNews: () => false,
			},
			rpc: {
				sessions: {
					get: { query: () => (isAway() ? Promise.reject(unreachable()) : current()) },
					open: { query: () => Promise.resolve([]) },
				},
			} as unknown as RpcClient,
			line: {} as AgentLine,
			links: {
				rows,
				send,
				whoIsIn: () => (isAway() ? Promise.reject(unreachable()) : Promise.resolve(actor.id)),
				lock: oneAtATime(),
			},
			personId: actor.id,
			session,
			view: session.state,
			refusal: null,
			moved: false,
			keptCopy: () => Promise.resolve(undefined),
		});

	const first = await current();
	const device: Device = {
		wizard: open(first),
		mishaps,
		told,
		async restart() {
			const { online } = device.wizard;
			device.wizard = open(first);
			device.wizard.online = online;
			await device.wizard.refresh();
		},
		async settle() {
			const { wizard } = device;
			do await pause();
			while (wizard.busy !== null || wizard.queue.sending);
			await pause();
			for (const { key } of wizard.queue.waiting) told.taken.add(key);
			if (wizard.queue.refused) told.refused.add(wizard.queue.refused.key);
		},
	};
	return device;
}

/** Takes a step at the server; the version it led to, or why it was refused. */
export async function deliver(
	world: CoreWorld,
	actor: Actor,
	{ sessionId, step, input, key, version, request }: QueuedStep,
): Promise<{ version: number | null; code: string }> {
	if (!request) {
		const taken = await world.take(sessionId, step, { input, key, version, actor });
		return taken.ok ? { version: taken.value.version, code: '' } : { version: null, code: taken.code };
	}
	const { operation, planId, data } = request;
	const reply = await world.ask(operation, data, {
		planId,
		correlationId: key,
		caller: callerOf(actor),
	});
	const { session_version: reached, reason } = reply.metadata;
	return reply.success ? { version: Number(reached), code: '' } : { version: null, code: String(reason) };
}

function keptRows(): StepRows {
	const memory = memoryRows();
	return { ...memory, update: async (id, change) => ({ ...(await memory.update(id, change)), isKept: true }) };
}

function oneAtATime(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve();
	return (_, work) => {
		const run = last.then(work, work);
		last = run;
		return run;
	};
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
