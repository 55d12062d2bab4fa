import { describe, expect, test } from 'vitest';
import { ocpiErrors } from './ocpi_tables.ts';

/** That the tables of OCPI refuse what the standard refuses: what the other tests pass is worth something. */

const token = { country_code: 'NL', party_id: 'TNM', uid: '04A2B3C4', type: 'RFID', contract_id: 'NL-TNM-C1' };
const period = {
	start_date_time: '2026-03-01T08:00:00Z',
	dimensions: [
		{ type: 'ENERGY', volume: 12.5 },
		{ type: 'PARKING_TIME', volume: 0.25 },
	],
	tariff_id: 'T-1',
};
const tariff = {
	...{ country_code: 'KE', party_id: 'PIT', id: 'T-1', currency: 'KES' },
	elements: [{ price_components: [{ type: 'ENERGY', price: 55.5, vat: 16, step_size: 1 }] }],
	last_updated: '2026-03-01T08:00:00Z',
};
const common = {
	...{ country_code: 'KE', party_id: 'PIT', id: 'chg-1', start_date_time: '2026-03-01T08:00:00Z' },
	...{ cdr_token: token, auth_method: 'WHITELIST', currency: 'KES', last_updated: '2026-03-01T09:00:00Z' },
};
const session = {
	...common,
	...{ kwh: 12.5, location_id: 'S-1', evse_uid: 'E-1', connector_id: '1', status: 'ACTIVE' },
	...{ total_cost: { excl_vat: 693.75, incl_vat: 804.75 }, charging_periods: [period] },
};
const cdr = {
	...common,
	end_date_time: '2026-03-01T09:00:00Z',
	cdr_location: {
		...{ id: 'S-1', name: 'Westlands', address: 'Ngong Road 14', city: 'Nairobi', country: 'KEN' },
		coordinates: { latitude: '-1.299900', longitude: '36.782600' },
		...{ evse_uid: 'E-1', evse_id: 'KE*PIT*E1', connector_id: '1', connector_standard: 'IEC_62196_T2' },
		...{ connector_format: 'CABLE', connector_power_type: 'AC_2_PHASE_SPLIT' },
	},
	...{ tariffs: [tariff], charging_periods: [period], total_cost: { excl_vat: 693.75 } },
	...{ total_energy: 12.5, total_time: 1, total_parking_time: 0.25, session_id: 'chg-1' },
};

const required = {
	Session:
		'country_code party_id id start_date_time kwh cdr_token auth_method location_id evse_uid connector_id currency status last_updated',
	CDR: 'country_code party_id id start_date_time end_date_time cdr_token auth_method cdr_location currency charging_periods total_cost total_energy total_time last_updated',
	CdrLocation:
		'id address city country coordinates evse_uid evse_id connector_id connector_standard connector_format connector_power_type',
	CdrToken: 'country_code party_id uid type contract_id',
};
const samples = { Session: session, CDR: cdr, CdrLocation: cdr.cdr_location, CdrToken: token };

describe.each(Object.keys(samples) as (keyof typeof samples)[])('%s', (name) => {
	const sample = samples[name];

	test('is what the standard has', () => {
		expect(ocpiErrors(name, sample)).toEqual([]);
	});

	test('is refused without any of what is required, and needs nothing else', () => {
		const refused = Object.keys(sample).filter((key) => {
			const rest = Object.fromEntries(Object.entries(sample).filter(([other]) => other !== key));
			return ocpiErrors(name, rest).length > 0;
		});
		expect(refused.sort()).toEqual(required[name].split(' ').sort());
	});

	test('is refused with what the standard does not have, with nulls, and with texts beyond their length', () => {
		expect(ocpiErrors(name, { ...sample, auth_id: 'x' })).toEqual([`${name}.auth_id is not in the standard`]);
		for (const [key, value] of Object.entries(sample)) {
			expect([key, ocpiErrors(name, { ...sample, [key]: null })]).not.toEqual([key, []]);
			if (typeof value !== 'string') continue;
			expect([key, ocpiErrors(name, { ...sample, [key]: 'A'.repeat(256) })]).not.toEqual([key, []]);
		}
	});
});

test.each([
	['a time without a date', { start_date_time: '08:00:00Z' }],
	['a time of another zone', { start_date_time: '2026-03-01T08:00:00+03:00' }],
	['no period', { charging_periods: [] }],
	['a period of nothing', { charging_periods: [{ ...period, dimensions: [] }] }],
	['an unknown dimension', { charging_periods: [{ ...period, dimensions: [{ type: 'FLAT', volume: 1 }] }] }],
	['more than four decimals', { total_energy: 0.123456 }],
	['a credit of nothing', { credit: true }],
	['what it credits without being a credit', { credit_reference_id: 'chg-1-1' }],
	['a long id, but no credit', { id: 'x'.repeat(37) }],
	['a cost that is a number, as in 2.1.1', { total_cost: 693.75 }],
	['a location as in 2.1.1', { location: cdr.cdr_location }],
])('a CDR with %s is refused', (_, change) => {
	expect(ocpiErrors('CDR', { ...cdr, ...change })).not.toEqual([]);
});

test('a credit may have a longer id', () => {
	const credit = { credit: true, credit_reference_id: 'chg-1-1', id: 'x'.repeat(39) };
	expect(ocpiErrors('CDR', { ...cdr, ...credit })).toEqual([]);
	expect(ocpiErrors('CDR', { ...cdr, ...credit, id: 'x'.repeat(40) })).not.toEqual([]);
});
