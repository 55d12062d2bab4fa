import type { Result } from '#lib/kernel/result.ts';
import type { Permission } from '#lib/kernel/permission.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import type { Engine } from '../engine/engine.ts';
import type { RequestKey } from '../engine/transact.ts';
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
	/** When it happened as the request has it, UTC milliseconds, or null: never more than a remark. */
	readonly reportedAt: number | null;
	/** What the request is known by for ever. */
	readonly once: RequestKey;
	readonly route: ReplyRoute | null;
}

/** Where the final answer of a request goes whose operation waits for an outside system. */
export interface ReplyRoute {
	/** Response Topic as the broker has it; null where none was named. */
	readonly responseTopic: string | null;
	/** Base64; null where the request had none. */
	readonly correlationData: string | null;
	/** True if the answer also goes to the operation's own topic, which trusted accounts read. */
	readonly trusted: boolean;
}

/** What an operation answers, and what it writes in the same transaction. */
export interface OperationDraft {
	readonly content: ReplyContent;
	readonly statements: readonly Statement[];
	/** True if an outside system has yet to answer: the content says so, and the final one follows. */
	readonly pending?: boolean;
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
