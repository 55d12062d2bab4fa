import fc from 'fast-check';
import { now, type Given } from './reports_world.ts';

const dayMs = 86_400_000;

/** A swap of Jane Smith in Nairobi an hour ago, but for the change. */
export const swapOf = (change: Partial<Given>): Given => ({
	id: 'att-sess-1',
	station: 'NAIROBI',
	createdAt: now - 3_600_000,
	status: 'completed',
	expiresAt: now + dayMs,
	attendant: 'Ann',
	customer: 'Jane Smith',
	energyWh: 2400,
	amountMinor: 28_800,
	currency: 'KES',
	...change,
});

/** Instants about the midnights and the clock changes of the zones. */
const instants = fc
	.tuple(
		fc.constantFrom('2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26', '2026-11-21'),
		fc.constantFrom(-3, -2, -1, 0, 1),
		fc.constantFrom(-1, 0, 1, 1_800_000),
	)
	.map(([date, hours, ms]) => Date.parse(`${date}T00:00:00Z`) + hours * 3_600_000 + ms);

const names = fc.oneof(
	fc.constantFrom(
		'=cmd|calc',
		'+254 700',
		'-2',
		'@SUM(A1)',
		'\tTab',
		'Says "hi", then\r\ngoes',
		'50%_off\\',
		'Zoë 🛵',
		'',
	),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
);

const given = fc
	.record({
		station: fc.constantFrom('NAIROBI', 'BERLIN', 'KAMPALA', null),
		createdAt: instants,
		status: fc.constantFrom('active', 'completed', 'cancelled', 'expired' as const),
		isOver: fc.boolean(),
		attendant: names,
		customer: fc.option(names),
		energyWh: fc.option(fc.integer({ min: -5000, max: 5000 })),
		amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
		currency: fc.constantFrom('KES', 'UGX', null),
	})
	.map(({ isOver, ...rest }) => ({
		...rest,
		amountMinor: rest.currency === null ? 0 : rest.amountMinor,
		expiresAt: isOver ? now : now + 1,
	}));

/** Any sessions of any station, with names that spreadsheets would run or break. */
export const sessionSet = fc
	.array(given, { maxLength: 40 })
	.map((list) => list.map((item, i): Given => ({ ...item, id: `att-sess-${i}` })));

/** Every run goes to the store: a failure is told by its seed and not made smaller by thousands of further runs. */
export const limits = { endOnFailure: true } as const;
