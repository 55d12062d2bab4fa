import type { Result } from '#lib/kernel/result.ts';
import type { Permission } from '#lib/kernel/permission.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import type { Engine } from '../engine/engine.ts';
import type { Caller } from '../ports.ts';
import type { Statement } from '../store/statement.ts';

/** A parsed request on its way through an operation. */
export interface OperationCall<Data> {
	readonly engine: Engine;
	readonly caller: Caller;
	readonly planId: string;
	readonly correlationId: string;
	readonly data: Data;
	/** UTC milliseconds. */
	readonly now: number;
}

/** What an operation answers, and what it writes in the same transaction. */
export interface OperationDraft {
	readonly content: ReplyContent;
	readonly statements: readonly Statement[];
}

/** The two fields beyond the specs that tie a request to a session. */
export interface SessionFields {
	readonly session_id?: string | null | undefined;
	readonly session_version?: number | null | undefined;
	readonly attendant_station?: string | null | undefined;
}

/** One operation of the agent: the same function whether the request came through the broker or over HTTPS. */
export interface AgentOperation<Data extends SessionFields = SessionFields> {
	readonly name: OperationName;
	readonly permission: Permission;
	parse(data: unknown): Result<Data>;
	run(call: OperationCall<Data>): Promise<Result<OperationDraft>>;
	/** What the reply says of a refusal; the general form where it is left out. */
	refused?(refusal: { code: string; params: Readonly<Record<string, string | number | null>> }): ReplyContent | null;
}
