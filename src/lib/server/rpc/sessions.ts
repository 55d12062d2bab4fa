import { TRPCError } from '@trpc/server';
import * as v from 'valibot';
import { boundedInteger, idText, safeText } from '#lib/kernel/schemas.ts';
import type { Permission } from '#lib/kernel/permission.ts';
import { reachOf } from '../auth/allow.ts';
import { allowSession } from '../auth/callers.ts';
import { kindPermission } from '../auth/kind_permission.ts';
import { toActor } from '../auth/signed_in.ts';
import { recoverSession } from '../engine/recover_session.ts';
import { resumableSessions } from '../engine/resumable_sessions.ts';
import { beginSession } from '../engine/start_session.ts';
import { readSession } from '../engine/session_queries.ts';
import { runCommand } from '../engine/run_command.ts';
import { procedureFor, recordNotAllowed, router, valueOf } from './procedure.ts';

const device = v.object({
	device_id: safeText(100),
	app_version: safeText(40),
	platform: safeText(40),
	locale: safeText(40),
});

/** Sessions of any kind: begin, take a step, read, list what can be resumed. */
export const sessionsRouter = router({
	/** Begins a session; the same key again answers the same one. */
	begin: procedureFor('swap.run', 'sale.run')
		.input(
			v.object({
				kind: safeText(40),
				device,
				key: safeText(100),
			}),
		)
		.mutation(async ({ ctx, input }) => {
			const permission = kindPermission(input.kind);
			if (permission && !reachOf(ctx.person, permission)) {
				await recordNotAllowed(ctx, ctx.person, `sessions.begin ${input.kind}`);
				throw new TRPCError({ code: 'NOT_FOUND', message: 'Not found' });
			}
			return valueOf(await beginSession(ctx.app.engine, { ...input, actor: toActor(ctx.person) }));
		}),

	/** Takes a step that needs no operation of the agent; answers the session as it stood right after. */
	step: procedureFor('swap.run', 'sale.run')
		.input(
			v.object({
				sessionId: idText,
				step: safeText(40),
				input: v.unknown(),
				key: safeText(100),
				version: v.nullable(boundedInteger(1, Number.MAX_SAFE_INTEGER)),
			}),
		)
		.mutation(async ({ ctx, input }) => {
			const allow = (permission: Permission, session: Parameters<typeof allowSession>[2]) =>
				allowSession(ctx.person, permission, session);
			return valueOf(await runCommand(ctx.app.engine, { ...input, actor: toActor(ctx.person), allow }));
		}),

	/** Records that the person goes on with a session where it was left; answers it. */
	recover: procedureFor('session.write')
		.input(v.object({ sessionId: idText, key: safeText(100) }))
		.mutation(async ({ ctx, input }) => {
			const allow = (permission: Permission, session: Parameters<typeof allowSession>[2]) =>
				allowSession(ctx.person, permission, session);
			return valueOf(await recoverSession(ctx.app.engine, { ...input, actor: toActor(ctx.person), allow }));
		}),

	/** A session as it is now. */
	get: procedureFor('session.read')
		.input(v.object({ sessionId: idText }))
		.query(async ({ ctx, input }) => {
			const session = await readSession(ctx.app.engine, input.sessionId);
			if (!session || !allowSession(ctx.person, 'session.read', session))
				throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such session' });
			return session;
		}),

	/** Open sessions at the person's station, newest first, and what became of those that the device keeps. */
	open: procedureFor('session.write')
		.input(v.optional(v.object({ known: v.pipe(v.array(idText), v.maxLength(50)) })))
		.query(({ ctx, input }) =>
			resumableSessions(ctx.app.engine, {
				stationId: ctx.person.shift?.stationId ?? null,
				known: input?.known ?? [],
				allow: (permission, session) => allowSession(ctx.person, permission, session),
			}),
		),
});
