import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { stationOfAttendant } from '../store/station_of_attendant.ts';
import type { OperationCall, SessionFields } from './operation.ts';

/**
 * What moves batteries or money step by step comes from trusted accounts: a person's swap runs in a session, which knows its price
 * (docs/decisions/0012), and none of these operations is a step of one.
 */
export function outsideSessions(call: OperationCall<SessionFields>, operation: OperationName): Result<null> {
	if (call.data.session_id) return refuse('STEP_UNKNOWN', { step: operation });
	return call.caller.trusted ? ok(null) : refuse('SESSION_REQUIRED');
}

/** Station where a request names none. Spec: seeds/002 A3.5. */
const defaultStation = 'STATION_DEFAULT';

/** Where a request happens: the station it names or the caller works at, else that of the attendant it names. */
export async function reportedStation({ caller, engine }: OperationCall<SessionFields>): Promise<string> {
	return caller.actor.stationId ?? (await stationOfAttendant(engine.store.db, caller.actor.id)) ?? defaultStation;
}
