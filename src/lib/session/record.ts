import type { JsonObject } from '#lib/kernel/json.ts';
import type { FlowState } from './flow_state.ts';
import type { Ending } from './machine.ts';

/** The device a session was begun on, as the documents print it. */
export interface DeviceInfo {
	readonly device_id: string;
	readonly app_version: string;
	readonly platform: string;
	readonly locale: string;
}

/** A session as it is loaded, decided upon and stored. Instants are UTC milliseconds. */
export interface SessionRecord<State extends string = string, Data = unknown> {
	readonly id: string;
	readonly kind: string;
	readonly state: State;
	readonly status: 'active' | Ending;
	/** Number of its last event: 1…n without gap. */
	readonly version: number;
	readonly data: Data;
	readonly flow: FlowState;
	readonly device: DeviceInfo;
	readonly actor: {
		readonly type: string;
		readonly id: string;
		readonly name: string;
		readonly station: string | null;
	};
	readonly lastAction: { readonly type: string; readonly at: number };
	/** Refusals that were recorded, and steps that were opened again. */
	readonly counts: { readonly errors: number; readonly retries: number };
	readonly createdAt: number;
	readonly updatedAt: number;
	readonly expiresAt: number;
	readonly endedAt: number | null;
	/** What clients wrote into the document beside the steps; see `session/draft.ts`. */
	readonly draft?: JsonObject;
	/** When it was put away; its document and events stay. */
	readonly archivedAt?: number;
}
