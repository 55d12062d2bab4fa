import * as v from 'valibot';
import { canBe, defaultContext, defaultMeasurand, quantities, type MeterValue, type Sample } from '../meter_values.ts';
import { instantOf, numberOf } from '../told_values.ts';

/** `unknown` holds what is read one by one: a sample that cannot be read takes no other with it. */
export const meterValueList = v.array(v.unknown());

const meterValueSchema = v.object({ timestamp: v.optional(v.unknown()), sampledValue: v.array(v.unknown()) });

const sampleSchema = v.object({
	value: v.unknown(),
	context: v.nullish(v.string(), defaultContext),
	format: v.nullish(v.string(), 'Raw'),
	measurand: v.nullish(v.string(), defaultMeasurand),
	phase: v.nullish(v.string(), null),
	location: v.nullish(v.string(), 'Outlet'),
	unit: v.nullish(v.string(), null),
});

/** How much of Wh, W or percent each unit is; null is where none is told. */
const scales = {
	register: new Map([
		[null, 1],
		['Wh', 1],
		['kWh', 1000],
	]),
	power: new Map([
		[null, 1],
		['W', 1],
		['kW', 1000],
	]),
	soc: new Map([
		[null, 1],
		['Percent', 1],
	]),
};

/** Reads `MeterValue`s: what is no list, of another unit, measured elsewhere than at the outlet, signed or no number is left out. Spec: OCPP 1.6 §7.32, §7.42. */
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
	if (!parsed.success || parsed.output.format !== 'Raw') return [];
	const { measurand, unit, location, phase, context } = parsed.output;
	const quantity = quantities[measurand];
	const value = numberOf(parsed.output.value);
	const scale = quantity && scales[quantity].get(unit);
	if (!quantity || value === null || !scale) return [];
	if (quantity !== 'soc' && location !== 'Outlet') return [];
	return canBe(quantity, value * scale) ? [{ quantity, value: value * scale, phase, context }] : [];
}
