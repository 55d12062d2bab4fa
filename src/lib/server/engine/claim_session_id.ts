import { insertAnswer } from '../store/machine_rows.ts';
import type { Statement } from '../store/statement.ts';

/** Takes an id that a client chose, for ever: of a session that runs here and a mirrored one of the same id, one comes to be. */
export function claimSessionId(id: string, at: number): Statement {
	return insertAnswer({ scope: 'session_id', key: id, bodyHash: '', answer: null, at });
}
