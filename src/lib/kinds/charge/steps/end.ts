import * as v from 'valibot';
import { endProgress } from '#lib/charging/end.ts';
import { flagged } from '#lib/charging/meter.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import { chargeStep, running } from '../charge_step.ts';
import { level, sessionEnd, stars } from '../inputs.ts';

/** The charger is asked to stop. */
export const askStop = chargeStep(
	['charging'],
	v.object({ level: v.nullable(level), rating: v.nullable(stars) }),
	({ input, now, actor }) => {
		const by = actor.role === 'rider' ? {} : { by: 'manager' as const };
		return ok({ events: [{ type: 'stop_requested', at: now, ...input, ...by }] });
	},
);

/** The charger does not stop. */
export const failStop = chargeStep(['charging'], v.object({ reason: safeText(200) }), ({ session, input, now }) =>
	session.data.stop
		? ok({ events: [{ type: 'stop_failed', at: now, reason: input.reason }] })
		: refuse('STEP_NOT_OPEN'),
);

/** Charging is over. What the meter told last comes with it. Spec: seeds/001 step 3. */
export const end = chargeStep(['charging'], sessionEnd, ({ session, input, now }) => {
	const { start, progress } = running(session.data);
	const { reason, detail, rating } = input;
	const endedAt = Math.max(start.startedAt, Math.min(input.endedAt, now));
	const final = endProgress(
		progress,
		{ ...input, level: input.level ?? session.data.stop?.level ?? null },
		{ start, now },
	);
	return ok({
		events: [{ type: 'charging_completed', at: now, rating, end: { reason, detail, endedAt, progress: final } }],
	});
});

/** A manager ends what its charger does not: when something was last told, with what was told then, and held until somebody has decided. */
export const forceEnd = chargeStep(
	['charging'],
	v.object({ reason: safeText(200) }),
	({ session, input: { reason: detail }, now }) => {
		const { start, progress } = running(session.data);
		const endedAt = Math.max(start.startedAt, progress.newsAt);
		const level = session.data.stop?.level ?? null;
		const last = endProgress(progress, { endedAt, level, readings: [] }, { start, now });
		const held = flagged(last, 'ENDED_BY_MANAGER', { at: now, value: last.energyWh, limit: null });
		const told = { reason: 'manager' as const, detail, endedAt, progress: held };
		return ok({ events: [{ type: 'charging_completed', at: now, rating: null, end: told }] });
	},
);
