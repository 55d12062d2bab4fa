import * as v from 'valibot';
import { boundedInteger } from '#lib/kernel/schemas.ts';
import { canBe, defaultContext, defaultMeasurand, quantities, type MeterValue, type Sample } from '../meter_values.ts';
import { instantOf, numberOf } from '../told_values.ts';

const meterValueSchema = v.object({ timestamp: v.optional(v.unknown()), sampledValue: v.array(v.unknown()) });

const sampleSchema = v.object({
	value: v.unknown(),
	context: v.nullish(v.string(), defaultContext),
	measurand: v.nullish(v.string(), defaultMeasurand),
	phase: v.nullish(v.string(), null),
	location: v.nullish(v.string(), 'Outlet'),
	unitOfMeasure: v.nullish(
		v.object({ unit: v.nullish(v.string(), null), multiplier: v.nullish(boundedInteger(-12, 12), 0) }),
		{},
	),
});

/** Units of each quantity; null is where none is told. Spec: OCPP 2.0.1 part 2 appendix 2: prefixes are the multiplier's. */
const units = { register: [null, 'Wh', 'kWh'], power: [null, 'W', 'kW'], soc: [null, 'Percent', '%'] };

/** Reads `MeterValueType`s: what is no list, of another unit, measured elsewhere than at the outlet or no number is left out. Spec: OCPP 2.0.1 part 2 §2.30, §2.43. */
export function readMeterValues(told: readonly unknown[], now: number): MeterValue[] {
	return told.flatMap((item) => {
		const parsed = v.safeParse(meterValueSchema, item);
		if (!parsed.success) return [];
		const samples = parsed.output.sampledValue.flatMap(readSample);
		return samples.length > 0 ? [{ at: instantOf(parsed.output.timestamp, now), samples }] : [];
	});
}

function readSample(told: unknown): Sample[] {
	const parsed = v.safeParse(sampleSchema, told);
	if (!parsed.success) return [];
	const { measurand, location, phase, context, unitOfMeasure } = parsed.output;
	const { unit, multiplier } = unitOfMeasure;
	const quantity = quantities[measurand];
	const told10 = numberOf(parsed.output.value);
	if (!quantity || told10 === null || !units[quantity].includes(unit)) return [];
	if (quantity !== 'soc' && location !== 'Outlet') return [];
	const value = told10 * 10 ** (multiplier + (unit?.startsWith('k') ? 3 : 0));
	return canBe(quantity, value) ? [{ quantity, value, phase, context }] : [];
}
