import type { MeterReading } from '#lib/server/ports_charging.ts';

/** What we read of a meter; the rest of what it measures is left alone. */
export type Quantity = 'register' | 'power' | 'soc';

/** One sampled value, in Wh, W or percent. */
export interface Sample {
	readonly quantity: Quantity;
	readonly value: number;
	/** Null is all phases together. */
	readonly phase: string | null;
	/** Spec: OCPP ReadingContext. */
	readonly context: string;
}

/** Samples of one instant, UTC milliseconds. */
export interface MeterValue {
	readonly at: number;
	readonly samples: readonly Sample[];
}

/** What a message says of a meter. */
export interface MeterTold {
	/** Oldest first. */
	readonly readings: readonly MeterReading[];
	/** The register as the transaction began: where no sample says so, the first that there is, Wh. */
	readonly beginWh: number | null;
	/** The register as the transaction ended: where no sample says so, the last that there is, Wh. */
	readonly endWh: number | null;
}

/** The names that OCPP has for what we read. */
export const quantities: Readonly<Record<string, Quantity>> = {
	'Energy.Active.Import.Register': 'register',
	'Power.Active.Import': 'power',
	SoC: 'soc',
};

export const defaultMeasurand = 'Energy.Active.Import.Register';
export const defaultContext = 'Sample.Periodic';

/** The most that can be: a thousand GWh on a meter, 100 MW in a cable. */
const limits: Record<Quantity, number> = { register: 1e12, power: 1e8, soc: 100 };

const contextOrder = ['Transaction.Begin', defaultContext, 'Transaction.End'];

/** True for a value that a meter can have, whatever charger it is in. */
export function canBe(quantity: Quantity, value: number): boolean {
	return value >= 0 && value <= limits[quantity];
}

/**
 * Makes readings of samples: one for each instant and context. A value for all phases counts, else the sum of those that were told of
 * L1 to L3. Whole Wh and W.
 */
export function readMeter(values: readonly MeterValue[]): MeterTold {
	const told = values
		.flatMap(({ at, samples }) =>
			[...new Set(samples.map(({ context }) => context))].map((context) => ({
				context,
				reading: readingOf(
					at,
					samples.filter((sample) => sample.context === context),
				),
			})),
		)
		.sort((a, b) => a.reading.at - b.reading.at || orderOf(a.context) - orderOf(b.context));
	const registers = told.filter(({ reading }) => reading.registerWh !== null);
	const registerOf = (context: string) => registers.find((one) => one.context === context)?.reading.registerWh;
	return {
		readings: told.map(({ reading }) => reading),
		beginWh: registerOf('Transaction.Begin') ?? registers[0]?.reading.registerWh ?? null,
		endWh: registerOf('Transaction.End') ?? registers.at(-1)?.reading.registerWh ?? null,
	};
}

function readingOf(at: number, samples: readonly Sample[]): MeterReading {
	return {
		at,
		registerWh: wholeOf(totalOf('register', samples)),
		powerW: wholeOf(totalOf('power', samples)),
		socPercent: totalOf('soc', samples),
	};
}

function orderOf(context: string): number {
	const order = contextOrder.indexOf(context);
	return order === -1 ? contextOrder.indexOf(defaultContext) : order;
}

function totalOf(quantity: Quantity, samples: readonly Sample[]): number | null {
	const ofIt = samples.filter((sample) => sample.quantity === quantity);
	const whole = ofIt.findLast(({ phase }) => phase === null);
	if (whole) return whole.value;
	// `L1` and `L1-N` are the same phase; voltages between two phases have no power of their own.
	const phases = ['L1', 'L2', 'L3'].flatMap((line) => {
		const one = ofIt.findLast(({ phase }) => phase === line || phase === `${line}-N`);
		return one ? [one.value] : [];
	});
	const sum = phases.reduce((total, value) => total + value, 0);
	return phases.length > 0 && canBe(quantity, sum) ? sum : null;
}

function wholeOf(value: number | null): number | null {
	return value === null ? null : Math.round(value);
}
