import type { WebSocket } from 'ws';
import type { Clock } from '#lib/kernel/clock.ts';
import type { ChargerDesk } from '#lib/server/ports_charging.ts';
import { openLink, type ChargerLink } from './charger_link.ts';
import type { OcppProtocol } from './ocpp_protocol.ts';
import { answerCall, dialects } from './dialects.ts';
import type { OcppLimits } from './limits.ts';

/** A charger that is connected to this process. */
export interface ConnectedCharger {
	readonly protocol: OcppProtocol;
	readonly link: ChargerLink;
}

/** The chargers that are connected to this process, by id: each has one connection. */
export interface ConnectedChargers {
	readonly byId: ReadonlyMap<string, ConnectedCharger>;
	/** Takes a charger's connection; one that it had before ends. */
	welcome(chargerId: string, socket: WebSocket): void;
	/** Says goodbye to all; resolves once the desk knows. */
	close(): Promise<void>;
}

/** Spec: RFC 6455 §7.4.1. */
const goingAway = 1001;
const policyViolation = 1008;

/** Keeps connections and tells the desk of them. A charger whose coming could not be told is answered once it could. */
export function keepConnections(parts: {
	desk: ChargerDesk;
	clock: Clock;
	limits: OcppLimits;
	onFault: (error: unknown) => void;
}): ConnectedChargers {
	const { desk, clock, limits, onFault } = parts;
	const byId = new Map<string, ConnectedCharger>();
	const partings = new Set<Promise<void>>();

	function welcome(chargerId: string, socket: WebSocket): void {
		const protocol = socket.protocol as OcppProtocol;
		const charger = { id: chargerId, desk, clock };
		const tellComing = untilDone(() => desk.connected(chargerId, protocol));
		const link = openLink(socket, {
			protocol,
			limits,
			onFault,
			async answer(action, payload) {
				await tellComing();
				return answerCall(dialects[protocol], { action, payload }, charger);
			},
		});
		const connected = { protocol, link };
		const before = byId.get(chargerId);
		byId.set(chargerId, connected);
		void before?.link.close(policyViolation, 'Another connection took its place');
		const coming = tellComing().catch(onFault);
		const parting = link.ended.then(async () => {
			await coming;
			if (byId.get(chargerId) !== connected) return;
			byId.delete(chargerId);
			await desk.disconnected(chargerId).catch(onFault);
		});
		partings.add(parting);
		void parting.finally(() => partings.delete(parting));
	}

	return {
		byId,
		welcome,
		async close() {
			await Promise.all([...byId.values()].map(({ link }) => link.close(goingAway, 'The service is going away')));
			await Promise.all(partings);
		},
	};
}

/** Runs `work` until it has succeeded once, and never twice at a time. */
function untilDone(work: () => Promise<void>): () => Promise<void> {
	let done: Promise<void> | undefined;
	return () =>
		(done ??= work().catch((error: unknown) => {
			done = undefined;
			throw error;
		}));
}
