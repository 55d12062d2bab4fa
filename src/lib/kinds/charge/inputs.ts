import * as v from 'valibot';
import { boundedInteger, boundedNumber, safeText } from '#lib/kernel/schemas.ts';

/** What the steps of a charging session take from the server: Wh, W, percent, UTC milliseconds. */

const maxWh = 1_000_000_000_000;
const instant = boundedInteger(0, Number.MAX_SAFE_INTEGER);
const energy = boundedInteger(0, maxWh);
const name = safeText(200);

/** Percent. */
export const level = boundedNumber(0, 100);
/** Stars. */
export const stars = boundedInteger(1, 5);

/** As managers entered it: no address keeps anybody from charging. */
const stationAddress = v.object({
	address: v.string(),
	city: v.string(),
	postalCode: v.nullable(v.string()),
	country: v.string(),
	latitude: v.number(),
	longitude: v.number(),
});

const connectorTraits = v.object({
	code: v.string(),
	evseId: v.number(),
	standard: v.string(),
	format: v.string(),
	powerType: v.string(),
});

export const chargeStart = v.object({
	rider: v.object({ customerId: name, userId: name, name }),
	station: v.object({ id: name, name, timeZone: name, address: v.exactOptional(v.nullable(stationAddress)) }),
	connector: v.object({
		id: name,
		ratedPowerW: v.nullable(boundedInteger(1, 10_000_000)),
		chargerId: v.nullable(name),
		traits: v.exactOptional(v.nullable(connectorTraits)),
	}),
	tariff: v.object({
		currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
		priceMinorPerKwh: boundedInteger(0, 1_000_000_000),
		origin: v.picklist(['station', 'default']),
	}),
	capacityWh: boundedInteger(1000, 1_000_000),
	levelStart: v.nullable(level),
	startedAt: instant,
	timeZone: name,
	authMethod: v.picklist(['COMMAND', 'AUTH_REQUEST', 'WHITELIST']),
	idTag: v.nullable(name),
});

export const transaction = v.object({
	id: boundedInteger(1, 2 ** 31 - 1),
	registerWh: v.nullable(energy),
	at: instant,
});

const reading = v.object({
	at: instant,
	registerWh: v.nullable(energy),
	powerW: v.nullable(boundedInteger(-100_000_000, 100_000_000)),
	socPercent: v.nullable(level),
});

export const readings = v.pipe(v.array(reading), v.maxLength(5000));

export const vehicleReport = v.object({ level, energyWh: v.nullable(energy) });

export const sessionEnd = v.object({
	reason: v.picklist(['rider', 'charger', 'manager', 'rule']),
	detail: v.nullable(safeText(200)),
	endedAt: instant,
	level: v.nullable(level),
	rating: v.nullable(stars),
	readings,
});
