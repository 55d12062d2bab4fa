import * as v from 'valibot';
import { takeReading } from '#lib/charging/meter.ts';
import { takeReport } from '#lib/charging/vehicle_report.ts';
import { ok } from '#lib/kernel/result.ts';
import { chargeStep, running } from '../charge_step.ts';
import { readings, vehicleReport } from '../inputs.ts';

/** The vehicle tells by the rider's phone. Spec: seeds/001 step 2. */
export const report = chargeStep(['charging'], vehicleReport, ({ session, input, now }) => {
	const { start, progress } = running(session.data);
	const told = takeReport(progress, input, { start, now });
	return ok({ events: [{ type: 'level_reported', at: now, ...input, progress: told }] });
});

/** The meter tells. */
export const read = chargeStep(['charging'], v.object({ readings }), ({ session, input, now }) => {
	const { start, progress } = running(session.data);
	const bounds = { ratedPowerW: start.connector.ratedPowerW, startedAt: start.startedAt, now };
	const told = input.readings.reduce((so, reading) => takeReading(so, reading, bounds), progress);
	return ok({ events: [{ type: 'readings_taken', at: now, readings: input.readings, progress: told }] });
});
