import { initTRPC, TRPCError } from '@trpc/server';
import { fillMessage, type Refusal, type RefusalRow, type Result } from '#lib/kernel/result.ts';
import type { Permission } from '#lib/kernel/permission.ts';
import { FaultError } from '#lib/kernel/fault.ts';
import { reachOf } from '../auth/allow.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import { recordRefusal } from '../engine/records.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import type { RpcContext } from './context.ts';

/** A refusal on its way to a browser. */
class RefusalError extends Error {
	readonly refusal: Refusal;
	readonly row: RefusalRow | undefined;

	constructor(refusal: Refusal, row: RefusalRow | undefined) {
		super(row ? fillMessage(row.message, refusal.params) : refusal.code);
		this.refusal = refusal;
		this.row = row;
	}
}

const t = initTRPC.context<RpcContext>().create({
	errorFormatter({ shape, error, ctx }) {
		const refused = error.cause instanceof RefusalError ? error.cause : null;
		const refusal = refused && {
			code: refused.refusal.code,
			params: refused.refusal.params,
			message: refused.message,
			recoverable: refused.row?.recoverable ?? false,
			recoveryAction: refused.row?.recoveryAction ?? null,
		};
		const supportCode = refusal || error.code !== 'INTERNAL_SERVER_ERROR' ? null : (ctx?.requestId ?? null);
		const retryAfterMs = error.cause instanceof FaultError ? (error.cause.retryAfterMs ?? null) : null;
		const message = supportCode ? 'Something broke on our side; nothing you did is lost' : shape.message;
		return {
			...shape,
			message,
			data: { code: shape.data.code, httpStatus: shape.data.httpStatus, refusal, supportCode, retryAfterMs },
		};
	},
});

/** Makes a router of procedures. */
export const router = t.router;

/**
 * A procedure for whoever the permission table gives one of these rows at all; targets are checked where they are known. Others are
 * recorded, and so is who names a session that is not there for them.
 */
export function procedureFor(...permissions: readonly Permission[]) {
	return t.procedure.use(async ({ ctx, path, next }) => {
		if (!ctx.person) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' });
		const { person } = ctx;
		if (!permissions.some((permission) => reachOf(person, permission))) {
			await recordNotAllowed(ctx, person, path);
			throw new TRPCError({ code: 'NOT_FOUND', message: 'Not found' });
		}
		const done = await next({ ctx: { ...ctx, person } });
		const refusal = !done.ok && done.error.cause instanceof RefusalError ? done.error.cause.refusal : null;
		if (refusal?.code === 'SESSION_NOT_FOUND') await recordProcedure(ctx, person, { path, reason: refusal.code });
		return done;
	});
}

/** Records that somebody asked for what the permission table does not give them. */
export async function recordNotAllowed(ctx: RpcContext, person: SignedIn, path: string): Promise<void> {
	await recordProcedure(ctx, person, { path, reason: 'NOT_ALLOWED' });
}

async function recordProcedure(
	{ app, address }: RpcContext,
	person: SignedIn,
	{ path, reason }: { path: string; reason: string },
): Promise<void> {
	await recordRefusal(app.engine, person.id, {
		actorId: person.id,
		action: 'procedure.refused',
		subject: path,
		stationId: person.shift?.stationId ?? null,
		origin: address,
		detail: { reason },
	});
}

/** The value of a result; a refusal is thrown with its row, as tRPC wants it. */
export function valueOf<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	const row = refusalRow(result.code);
	const cause = new RefusalError(result, row);
	throw new TRPCError({ code: row?.rpc ?? 'BAD_REQUEST', message: cause.message, cause });
}
