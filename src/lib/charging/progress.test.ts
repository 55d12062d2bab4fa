import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startProgress, type ChargeProgress, type ChargeStart } from './charge.ts';
import { endProgress } from './end.ts';
import { averagePowerKw, costMinor, toMinutes } from './figures.ts';
import { takeReading, type Reading } from './meter.ts';
import { energyLimitWh, powerLimitW } from './plausible.ts';
import { takeReport, type VehicleReport } from './vehicle_report.ts';

/** Whatever meters and vehicles tell, in whatever order: energy never falls, every figure is finite, and what cannot be is flagged. */

const startedAt = Date.UTC(2024, 0, 15, 10, 30);
const hourMs = 3_600_000;

function startOf(ratedPowerW: number | null, levelStart: number | null = 45): ChargeStart {
	return {
		rider: { customerId: 'customer-1', userId: 'user-1', name: 'Rider' },
		station: { id: 'station-1', name: 'Station', timeZone: 'Africa/Lagos' },
		connector: { id: 'connector-1', ratedPowerW, chargerId: null },
		tariff: { currency: 'NGN', priceMinorPerKwh: 16_500, origin: 'station' },
		capacityWh: 60_000,
		levelStart,
		startedAt,
		timeZone: 'Africa/Lagos',
		authMethod: 'COMMAND',
		idTag: null,
	};
}

type Told =
	{ readonly type: 'reading'; readonly reading: Reading } | { readonly type: 'report'; readonly report: VehicleReport };

const energy = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 1e12 }));
const instant = fc.oneof(
	fc.integer({ min: startedAt - hourMs, max: startedAt + 30 * hourMs }),
	fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
);
const level = fc.double({ min: 0, max: 100, noNaN: true });
const told: fc.Arbitrary<Told> = fc.oneof(
	fc.record({
		type: fc.constant('reading' as const),
		reading: fc.record({
			at: instant,
			registerWh: fc.option(energy),
			powerW: fc.option(fc.integer({ min: -1e8, max: 1e8 })),
			socPercent: fc.option(level),
		}),
	}),
	fc.record({
		type: fc.constant('report' as const),
		report: fc.record({ level, energyWh: fc.option(energy) }),
	}),
);
const starts = fc
	.tuple(fc.option(fc.integer({ min: 1, max: 400_000 })), fc.option(level))
	.map(([ratedPowerW, levelStart]) => startOf(ratedPowerW, levelStart));

function take(
	progress: ChargeProgress,
	one: Told,
	{ start, now }: { start: ChargeStart; now: number },
): ChargeProgress {
	const bounds = { ratedPowerW: start.connector.ratedPowerW, startedAt: start.startedAt, now };
	return one.type === 'reading'
		? takeReading(progress, one.reading, bounds)
		: takeReport(progress, one.report, { start, now });
}

/** The progress after each of the words, a minute apart. */
function progressions(start: ChargeStart, registerWh: number | null, words: readonly Told[]): ChargeProgress[] {
	return words.reduce<ChargeProgress[]>(
		(all, one, i) => [
			...all,
			take(all.at(-1) as ChargeProgress, one, { start, now: start.startedAt + (i + 1) * 60_000 }),
		],
		[startProgress(start, registerWh)],
	);
}

describe('whatever is told', () => {
	const anything = fc.tuple(starts, fc.option(energy), fc.array(told, { maxLength: 20 }));

	test('energy never falls, and every figure is finite', () => {
		fc.assert(
			fc.property(anything, fc.option(level), ([start, registerWh, words], levelEnd) => {
				const all = progressions(start, registerWh, words);
				const last = all.at(-1) as ChargeProgress;
				const endedAt = start.startedAt + words.length * 60_000;
				const end = endProgress(last, { endedAt, level: levelEnd, readings: [] }, { start, now: endedAt });
				[...all, end].forEach(({ energyWh, maxPowerW, powerW, newsAt }, i, line) => {
					expect(Number.isSafeInteger(energyWh)).toBe(true);
					expect(energyWh).toBeGreaterThanOrEqual(line[i - 1]?.energyWh ?? 0);
					expect(Number.isFinite(maxPowerW) && maxPowerW >= (powerW ?? 0)).toBe(true);
					expect(newsAt).toBeGreaterThanOrEqual(start.startedAt);
				});
				const cost = costMinor(end.energyWh, start.tariff);
				const power = averagePowerKw(end.energyWh, endedAt - start.startedAt);
				expect([cost >= 0, Number.isFinite(cost), power >= 0, Number.isFinite(power)]).toEqual([
					true,
					true,
					true,
					true,
				]);
			}),
		);
	});

	test('each reason is told once, and none is taken back', () => {
		fc.assert(
			fc.property(anything, ([start, registerWh, words]) => {
				progressions(start, registerWh, words).forEach(({ flags }, i, line) => {
					expect(new Set(flags.map(({ code }) => code)).size).toBe(flags.length);
					const before = line[i - 1]?.flags ?? [];
					expect(flags.slice(0, before.length)).toEqual(before);
				});
			}),
		);
	});

	test('once a meter speaks, no vehicle changes the energy', () => {
		fc.assert(
			fc.property(starts, energy, fc.array(told, { maxLength: 20 }), (start, registerWh, words) => {
				progressions(start, registerWh, words).forEach(({ energyWh }, i, line) => {
					if (words[i - 1]?.type === 'report') expect(energyWh).toBe(line[i - 1]?.energyWh);
				});
			}),
		);
	});
});

describe('where nobody tells of energy', () => {
	const levels = fc.array(level, { maxLength: 12 });
	const endAfter = (start: ChargeStart, told: readonly number[]) => {
		const words = told.map((one): Told => ({ type: 'report', report: { level: one, energyWh: null } }));
		const last = progressions(start, null, words).at(-1) as ChargeProgress;
		const endedAt = start.startedAt + words.length * 60_000;
		return endProgress(last, { endedAt, level: null, readings: [] }, { start, now: endedAt });
	};

	test('the highest level stands for it, however far it falls again; the last one is shown', () => {
		fc.assert(
			fc.property(level, levels, (levelStart, told) => {
				const start = startOf(null, levelStart);
				const end = endAfter(start, told);
				const rise = Math.max(levelStart, ...told) - levelStart;
				expect(end.energyWh).toBe(Math.round((rise / 100) * start.capacityWh));
				expect(end.level).toBe(told.at(-1) ?? levelStart);
			}),
		);
	});

	test('a level that fell by more than it can by itself has the estimate looked at', () => {
		const fell = (...told: number[]) =>
			endAfter(startOf(null, 20), told).flags.filter(({ code }) => code === 'ENERGY_FELL');
		expect([fell(40), fell(40, 38), fell(10)]).toEqual([[], [], []]);
		expect(fell(90, 40)).toMatchObject([{ value: 12_000, limit: 42_000 }]);
	});

	test('no later level takes energy back', () => {
		fc.assert(
			fc.property(level, levels, levels, (levelStart, told, later) => {
				const start = startOf(null, levelStart);
				const before = endAfter(start, told).energyWh;
				expect(endAfter(start, [...told, ...later]).energyWh).toBeGreaterThanOrEqual(before);
			}),
		);
	});

	test('a level that was stored before the highest was kept is the highest until another comes', () => {
		const start = startOf(null);
		const stored: ChargeProgress = { ...startProgress(start, null), level: 60 };
		const fallen = takeReport(stored, { level: 50, energyWh: null }, { start, now: start.startedAt + hourMs });
		expect([fallen.level, fallen.topLevel]).toEqual([50, 60]);
	});
});

describe('a meter that tells what can be', () => {
	/** A register that grows by no more than the connector can give. */
	const meters = fc
		.record({
			ratedPowerW: fc.integer({ min: 3000, max: 350_000 }),
			beginWh: fc.integer({ min: 1, max: 1e9 }),
			steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 3600 }), fc.double({ min: 0, max: 1, noNaN: true })), {
				minLength: 1,
				maxLength: 15,
			}),
		})
		.map(({ ratedPowerW, beginWh, steps }) => {
			let [at, registerWh] = [startedAt, beginWh];
			const readings = steps.map(([seconds, share]): Reading => {
				at += seconds * 1000;
				registerWh += Math.floor((ratedPowerW * share * seconds) / 3600);
				return { at, registerWh, powerW: Math.floor(ratedPowerW * share), socPercent: null };
			});
			return { start: startOf(ratedPowerW), beginWh, readings, endWh: registerWh, endAt: at };
		});

	const read = (
		{ start, beginWh }: { start: ChargeStart; beginWh: number },
		readings: readonly Reading[],
		now: number,
	) =>
		readings.reduce(
			(so, reading) => take(so, { type: 'reading', reading }, { start, now }),
			startProgress(start, beginWh),
		);

	test('is believed to the watt-hour, and nothing is flagged', () => {
		fc.assert(
			fc.property(meters, (meter) => {
				const { energyWh, flags, source } = read(meter, meter.readings, meter.endAt);
				expect({ energyWh, flags, source }).toEqual({
					energyWh: meter.endWh - meter.beginWh,
					flags: [],
					source: 'meter',
				});
			}),
		);
	});

	test('is believed alike in any order and however often it repeats itself', () => {
		const muddled = meters.chain((meter) =>
			fc.record({
				meter: fc.constant(meter),
				readings: fc.shuffledSubarray([...meter.readings, ...meter.readings], {
					minLength: meter.readings.length * 2,
				}),
			}),
		);
		fc.assert(
			fc.property(muddled, ({ meter, readings }) => {
				const { energyWh, flags } = read(meter, readings, meter.endAt);
				expect({ energyWh, flags }).toEqual({ energyWh: meter.endWh - meter.beginWh, flags: [] });
			}),
		);
	});

	test('is not billed for what cannot be, and the session says why', () => {
		fc.assert(
			fc.property(meters, fc.integer({ min: 1, max: 1e9 }), (meter, excessWh) => {
				const so = read(meter, meter.readings, meter.endAt);
				const { ratedPowerW } = meter.start.connector;
				const at = meter.endAt + 60_000;
				const possibleWh = energyLimitWh(ratedPowerW, 60_000);
				const jump = { at, registerWh: meter.endWh + possibleWh + excessWh, powerW: null, socPercent: null };
				const jumped = read(meter, [...meter.readings, jump], at);
				expect([jumped.energyWh, jumped.flags.length]).toEqual([so.energyWh, 1]);
				const reset = { at, registerWh: meter.endWh - 1, powerW: powerLimitW(ratedPowerW) + 1, socPercent: null };
				const fallen = read(meter, [...meter.readings, reset], at);
				expect(fallen.energyWh).toBe(so.energyWh);
				expect(fallen.flags.map(({ code }) => code)).toEqual(['METER_RESET', 'POWER_ABOVE_RATING']);
			}),
		);
	});
});

describe('the figures', () => {
	test('cost is rounded to the nearest minor unit, a half upwards; it never falls with the energy', () => {
		expect(costMinor(4200, { priceMinorPerKwh: 16_500 })).toBe(69_300);
		expect([1, 2, 3].map((energyWh) => costMinor(energyWh, { priceMinorPerKwh: 500 }))).toEqual([1, 1, 2]);
		fc.assert(
			fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), (energyWh, moreWh, priceMinorPerKwh) => {
				const cost = costMinor(energyWh, { priceMinorPerKwh });
				expect(Math.abs(cost - (energyWh * priceMinorPerKwh) / 1000)).toBeLessThanOrEqual(0.5);
				expect(costMinor(energyWh + moreWh, { priceMinorPerKwh })).toBeGreaterThanOrEqual(cost);
			}),
		);
	});

	test('no time has no power, and no duration is below zero', () => {
		expect([averagePowerKw(4200, 0), averagePowerKw(4200, -1), averagePowerKw(4200, 900_000)]).toEqual([0, 0, 16.8]);
		expect([toMinutes(-1), toMinutes(0), toMinutes(900_000), toMinutes(1000)]).toEqual([0, 0, 15, 0.02]);
	});
});
