import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeCandidates, obstacleOf, warningsOf, type Candidate } from './recovery.ts';

const now = Date.UTC(2025, 11, 9, 14, 30);
const facts = { at: now, lastActor: { id: 'attendant-789', name: 'Alice' }, batteryGone: false, refundDueMinor: 0 };
const candidate: Candidate = {
	id: 'att-sess-1',
	kind: 'swap',
	status: 'active',
	version: 3,
	customerName: 'Jane Smith',
	planId: 'SUB-8847-KE',
	step: 3,
	lastAction: { type: 'return_bound', at: now - 60_000 },
	expiresAt: now + 60_000,
	stationId: 'STATION_002',
	actorName: 'Alice',
	paidMinor: 0,
	currency: 'KES',
	cancelStep: 'cancel',
	awaitsPayment: false,
	batteryId: null,
	facts: null,
	copyVersion: null,
};

/** Sessions as a store has them: what is known of one follows from its id, its version, whether it has ended, and when it was looked at. */
const known = fc
	.record({
		session: fc.nat(4),
		version: fc.integer({ min: 1, max: 5 }),
		ended: fc.boolean(),
		factsAt: fc.option(fc.nat(5)),
		kept: fc.boolean(),
	})
	.map(({ session, version, ended, factsAt, kept }): Candidate => {
		return {
			...candidate,
			id: `att-sess-${session}`,
			version,
			status: ended ? 'expired' : 'active',
			lastAction: { type: `event-${version}`, at: version },
			facts: factsAt === null ? null : { ...facts, at: factsAt },
			copyVersion: kept ? version : null,
		};
	});
const lists = fc.array(known, { maxLength: 8 });

describe('joining what a device keeps with what the server lists', () => {
	test('neither the order of the lists nor joining again makes a difference', () => {
		fc.assert(
			fc.property(lists, lists, lists, (a, b, c) => {
				const joined = mergeCandidates(a, b);
				expect(mergeCandidates(b, a)).toEqual(joined);
				expect(mergeCandidates(joined, joined)).toEqual(joined);
				expect(mergeCandidates(joined, a)).toEqual(joined);
				expect(mergeCandidates(mergeCandidates(a, b), c)).toEqual(mergeCandidates(a, mergeCandidates(b, c)));
			}),
		);
	});

	test('each session is there once, at its highest version, ended if it has ended at that one', () => {
		fc.assert(
			fc.property(lists, lists, (a, b) => {
				const all = [...a, ...b];
				const joined = mergeCandidates(a, b);
				expect(joined.map(({ id }) => id).sort()).toEqual([...new Set(all.map(({ id }) => id))].sort());
				for (const one of joined) {
					const same = all.filter(({ id }) => id === one.id);
					const newest = Math.max(...same.map(({ version }) => version));
					const hasEnded = same.some(({ version, status }) => version === newest && status !== 'active');
					expect([one.version, one.status]).toEqual([newest, hasEnded ? 'expired' : 'active']);
				}
			}),
		);
	});

	test('the last touched comes first', () => {
		const older = { ...candidate, id: 'att-sess-0', lastAction: { type: 'issue_bound', at: now - 120_000 } };
		expect(mergeCandidates([older], [candidate]).map(({ id }) => id)).toEqual(['att-sess-1', 'att-sess-0']);
	});

	test('a newer copy keeps the facts that the server knows', () => {
		const [joined] = mergeCandidates([{ ...candidate, version: 4, copyVersion: 4 }], [{ ...candidate, facts }]);
		expect(joined).toMatchObject({ version: 4, copyVersion: 4, facts });
	});
});

describe('why a session cannot be resumed', () => {
	const here = { stationId: 'STATION_002', now, answered: true };
	const listed = { ...candidate, facts };

	test('an open one of this station can', () => expect(obstacleOf(listed, here)).toBeNull());
	test('its time is over', () => expect(obstacleOf({ ...listed, expiresAt: now }, here)).toBe('expired'));
	test('the server ended it', () => expect(obstacleOf({ ...listed, status: 'expired' }, here)).toBe('expired'));
	test('it ended elsewhere', () => expect(obstacleOf({ ...listed, status: 'completed' }, here)).toBe('ended'));
	test('the shift is at another station', () =>
		expect(obstacleOf(listed, { ...here, stationId: 'STATION_001' })).toBe('other_station'));
	test('the server was asked and tells nothing of it', () => expect(obstacleOf(candidate, here)).toBe('not_allowed'));
	test('without network what the device keeps can be resumed', () =>
		expect(obstacleOf(candidate, { ...here, answered: false })).toBeNull());
});

describe('what is to be known before a session is resumed', () => {
	const me = { personId: 'attendant-790', waiting: 0 };

	test('nothing, where nothing has changed', () =>
		expect(warningsOf({ ...candidate, facts, copyVersion: 3 }, me)).toEqual([]));
	test('somebody else has moved it on since', () =>
		expect(warningsOf({ ...candidate, facts, copyVersion: 2 }, me)).toEqual([{ code: 'moved_on', by: 'Alice' }]));
	test('the person has moved it on elsewhere', () =>
		expect(warningsOf({ ...candidate, facts, copyVersion: 2 }, { ...me, personId: 'attendant-789' })).toEqual([
			{ code: 'moved_on', by: null },
		]));
	test('one that this device never kept has not moved on for it', () =>
		expect(warningsOf({ ...candidate, facts }, me)).toEqual([]));
	test('steps wait, the battery has left, the money is not there', () => {
		const troubled = { ...candidate, awaitsPayment: true, facts: { ...facts, batteryGone: true } };
		expect(warningsOf(troubled, { ...me, waiting: 2 })).toEqual([
			{ code: 'steps_waiting', count: 2 },
			{ code: 'battery_gone' },
			{ code: 'payment_pending' },
		]);
	});
});
