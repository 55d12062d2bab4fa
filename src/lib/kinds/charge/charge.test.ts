import { describe, expect, test } from 'vitest';
import { given, testStart } from '#lib/session/given.ts';
import type { Scene } from '#lib/session/given.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import { charging, meteredStart } from './charge_scenes.ts';
import type { ChargeEvent } from './events.ts';
import { charge } from './kind.ts';
import { settleCharge } from './settle.ts';
import { cancel } from './steps/cancel.ts';
import { askStop, end, failStop, forceEnd } from './steps/end.ts';
import { read, report } from './steps/report.ts';

type ChargeScene = Scene<ChargeEvent, LedgerWorld>;

const minuteMs = 60_000;
const after = (scene: ChargeScene, minutes: number): ChargeScene => ({ ...scene, now: testStart + minutes * minuteMs });
const documentAfter = (scene: ChargeScene) => charge.document(given(charge, scene).session);
const flagsAfter = (scene: ChargeScene) => given(charge, scene).session.data.progress?.flags.map(({ code }) => code);
const endOf = (minutes: number, level: number | null = null) => ({
	...{ reason: 'rider', detail: null, endedAt: testStart + minutes * minuteMs, level, rating: null, readings: [] },
});
const reading = (minutes: number, registerWh: number, powerW: number | null = null) => ({
	...{ at: testStart + minutes * minuteMs, registerWh, powerW, socPercent: null },
});

describe('given the session of seeds/001', () => {
	test('when it has begun, then it prints as the spec has it', () => {
		expect(documentAfter(charging({ minutes: 0 }))).toMatchObject({
			userId: 'user-123',
			stationId: 'evliter-lagos-victoria-island',
			stationName: 'EvLiter Charging Hub - Victoria Island',
			connectorId: 'connector-1',
			startTime: new Date(testStart).toISOString(),
			...{ duration: 0, energyDelivered: 0, totalCost: 0, averagePower: 0, batteryLevel: 45, batteryLevelStart: 45 },
			status: 'active',
		});
	});

	test('when 4.2 kWh are reported after 15 minutes, then they cost 693 at 16.8 kW', () => {
		const told = given(charge, charging({ minutes: 15 })).taken(report, { level: 52, energyWh: 4200 });
		expect(documentAfter(told)).toMatchObject({
			...{ batteryLevel: 52, energyDelivered: 4.2, duration: 15, averagePower: 16.8, totalCost: 693 },
		});
	});

	test('when nobody told of energy, then the rise from 45 to 80 % stands for 21 kWh, which cost 3465', () => {
		const ended = given(charge, charging({ minutes: 75 })).taken(end, { ...endOf(75, 80), rating: 5 });
		expect(documentAfter(ended)).toMatchObject({
			...{ duration: 75, energyDelivered: 21, totalCost: 3465, averagePower: 16.8, batteryLevel: 80 },
			...{ status: 'completed', stationRating: 5, energySource: 'estimate', flags: [] },
		});
		expect(settleCharge(given(charge, ended).session)).toMatchObject([
			{ ledger: 'charge', energyWh: 21_000, costMinor: 346_500, currency: 'NGN', month: '2025-12', held: [] },
		]);
	});

	test('when it ends at once, then all figures are finite and nothing is owed', () => {
		const ended = given(charge, charging({ minutes: 0 })).taken(end, endOf(0, 45));
		expect(documentAfter(ended)).toMatchObject({ duration: 0, averagePower: 0, totalCost: 0, status: 'completed' });
	});

	test('when the level falls, then no energy is taken back', () => {
		const ended = given(charge, charging({ minutes: 60 })).taken(end, endOf(60, 30));
		expect(documentAfter(ended)).toMatchObject({ energyDelivered: 0, averagePower: 0, batteryLevel: 30 });
	});

	test('when the level rose and fell again, then the highest stands for the energy and the last is shown', () => {
		const risen = given(charge, charging({ minutes: 30 })).taken(report, { level: 55, energyWh: null });
		const fallen = given(charge, after(risen, 40)).taken(report, { level: 48, energyWh: null });
		const ended = given(charge, after(fallen, 60)).taken(end, endOf(60, 50));
		expect(documentAfter(ended)).toMatchObject({ energyDelivered: 6, batteryLevel: 50, energySource: 'estimate' });
		const left = { ...fallen, events: [...fallen.events, charge.expired(testStart + 25 * 60 * minuteMs)] };
		expect(documentAfter(left)).toMatchObject({ energyDelivered: 6, batteryLevel: 48, endReason: 'rule' });
	});

	test('when less energy is reported than before, then it stays, and a manager looks at it', () => {
		const told = given(charge, charging({ minutes: 15 })).taken(report, { level: 52, energyWh: 4200 });
		const less = given(charge, after(told, 30)).taken(report, { level: 55, energyWh: 4000 });
		expect(documentAfter(less)).toMatchObject({ energyDelivered: 4.2, batteryLevel: 55 });
		expect(flagsAfter(less)).toEqual(['ENERGY_FELL']);
	});

	test('when more is reported than the connector can give, then a manager looks at it', () => {
		const told = given(charge, charging({ minutes: 15 })).taken(report, { level: 52, energyWh: 9000 });
		expect(flagsAfter(told)).toEqual(['ENERGY_JUMP']);
	});

	test('when two hours bring nothing, then a manager looks at it', () => {
		const ended = given(charge, charging({ minutes: 120 })).taken(end, endOf(120));
		expect(flagsAfter(ended)).toEqual(['ENERGY_ZERO']);
	});

	test('when it is cancelled before energy flowed, then it leaves nothing; after, it waits for a manager', () => {
		const early = given(charge, charging({ minutes: 1 })).taken(cancel, { reason: 'Started by mistake' });
		expect(documentAfter(early)).toMatchObject({ status: 'cancelled', cancelReason: 'Started by mistake' });
		expect(settleCharge(given(charge, early).session)).toEqual([]);
		const told = given(charge, charging({ minutes: 15 })).taken(report, { level: 52, energyWh: 4200 });
		const late = given(charge, after(told, 16)).taken(cancel, { reason: 'Started by mistake' });
		expect(settleCharge(given(charge, late).session)).toMatchObject([
			{ energyWh: 4200, held: [{ code: 'CANCELLED_WITH_ENERGY' }] },
		]);
	});

	test('when it is cancelled after its level rose, then what that stands for waits for a manager', () => {
		const told = given(charge, charging({ minutes: 15 })).taken(report, { level: 55, energyWh: null });
		const late = given(charge, after(told, 60)).taken(cancel, { reason: 'Started by mistake' });
		expect(settleCharge(given(charge, late).session)).toMatchObject([
			{ energyWh: 6000, held: [{ code: 'CANCELLED_WITH_ENERGY' }] },
		]);
	});

	test('when nothing is heard for a day, then it is closed with what was known, and waits for a manager', () => {
		const told = given(charge, charging({ minutes: 15 })).taken(report, { level: 52, energyWh: 4200 });
		const closed = { ...told, events: [...told.events, charge.expired(testStart + 25 * 60 * minuteMs)] };
		expect(documentAfter(closed)).toMatchObject({
			status: 'completed',
			endReason: 'rule',
			energyDelivered: 4.2,
			duration: 15,
		});
		expect(flagsAfter(closed)).toEqual(['STOP_MISSING']);
	});
});

describe('given a session that a charger meters', () => {
	const metered = (minutes: number) => charging({ minutes, start: meteredStart });

	test('when meter and phone disagree, then the meter wins and the phone tells of the level', () => {
		const phone = given(charge, metered(15)).taken(report, { level: 52, energyWh: 9000 });
		expect(documentAfter(phone)).toMatchObject({ energyDelivered: 0, batteryLevel: 52 });
		const told = given(charge, after(phone, 16)).taken(read, { readings: [reading(16, 1_005_000, 21_000)] });
		expect(documentAfter(told)).toMatchObject({ energyDelivered: 5, power: 21, energySource: 'meter', flags: [] });
	});

	test('when readings come late or twice, then they add nothing', () => {
		const told = given(charge, metered(20)).taken(read, {
			readings: [reading(10, 1_003_000), reading(20, 1_006_000), reading(10, 1_003_000), reading(20, 1_006_000)],
		});
		expect(documentAfter(told)).toMatchObject({ energyDelivered: 6, flags: [] });
	});

	test('when the power is above what the connector can give, then a manager looks at it', () => {
		const told = given(charge, metered(10)).taken(read, { readings: [reading(10, 1_003_000, 60_000)] });
		expect(flagsAfter(told)).toEqual(['POWER_ABOVE_RATING']);
	});

	test('when its clock is hours ahead, then its readings count as of now, and a manager looks at it', () => {
		const told = given(charge, metered(10)).taken(read, { readings: [reading(300, 1_003_000)] });
		expect(documentAfter(told)).toMatchObject({ energyDelivered: 3, duration: 10 });
		expect(flagsAfter(told)).toEqual(['CLOCK_WRONG']);
	});

	test('when it does not stop as asked, then the session goes on and says so', () => {
		const stopping = given(charge, metered(10)).taken(askStop, { level: 60, rating: 4 });
		expect(documentAfter(stopping)).toMatchObject({ phase: 'stopping' });
		const failed = given(charge, after(stopping, 11)).taken(failStop, { reason: 'The charger refused' });
		expect(documentAfter(failed)).toMatchObject({ phase: 'charging', status: 'active' });
	});

	test('when it is closed by rule after its rider rated it and asked to stop, then the stars are kept', () => {
		const stopping = given(charge, metered(10)).taken(askStop, { level: 60, rating: 4 });
		const failed = given(charge, after(stopping, 11)).taken(failStop, { reason: 'The charger refused' });
		for (const scene of [stopping, failed]) {
			const closed = { ...scene, events: [...scene.events, charge.expired(testStart + 25 * 60 * minuteMs)] };
			expect(documentAfter(closed)).toMatchObject({ status: 'completed', endReason: 'rule', stationRating: 4 });
		}
		const again = given(charge, after(failed, 12)).taken(askStop, { level: null, rating: null });
		const ended = given(charge, after(again, 13)).taken(end, endOf(13));
		expect(documentAfter(ended)).toMatchObject({ stationRating: 4 });
	});

	test('when a manager ends what it does not, then the session is as it was last told of, and waits for them', () => {
		const told = given(charge, metered(10)).taken(read, { readings: [reading(10, 1_003_000)] });
		const forced = given(charge, after(told, 40)).taken(forceEnd, { reason: 'It never stops' });
		expect(documentAfter(forced)).toMatchObject({
			...{ status: 'completed', endReason: 'manager', energyDelivered: 3, duration: 10 },
		});
		expect(settleCharge(given(charge, forced).session)).toMatchObject([
			{ energyWh: 3000, held: [{ code: 'ENDED_BY_MANAGER', value: 3000 }] },
		]);
	});

	test('when a manager ends what its rider asked to stop, then the level that the rider told is kept', () => {
		const stopping = given(charge, metered(10)).taken(askStop, { level: 60, rating: 4 });
		const forced = given(charge, after(stopping, 40)).taken(forceEnd, { reason: 'It never stops' });
		expect(documentAfter(forced)).toMatchObject({ batteryLevel: 60, stationRating: 4 });
	});

	test('when energy has flowed, then it is ended and not cancelled', () => {
		expect(given(charge, metered(10)).when(cancel, { reason: 'Started by mistake' })).toMatchObject({
			ok: false,
			code: 'CHARGE_UNDERWAY',
		});
	});
});
