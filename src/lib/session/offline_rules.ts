import type { SessionRecord } from './record.ts';

/** Which steps of a kind may be taken while the server is out of reach, and what is taken for granted meanwhile. */
export interface OfflineRules<State extends string, Data, Facts> {
	/** Nothing that hands something out, takes money or debits quota. */
	readonly steps: readonly string[];
	/** What a step looks at, as far as the session itself knows it; null where only the server can know. */
	facts(session: SessionRecord<State, Data>, input: unknown): Facts | null;
	/** What a step is about, in a word that no language changes, as a battery's short id; null if there is none. */
	about(input: unknown): string | null;
}
