import { expect, test } from 'vitest';
import { parseAdvertisedName } from './advertised_name.ts';

test.each([
	['OVES BATT 45AH 001094', '001094'],
	['OVES Batt 45AH2311000102', '000102'],
	['OVES BATT 100049', '100049'],
	['  oves batt 100049 ', '100049'],
])('%s tells vendor, product type and the short id %s', (name, shortId) => {
	expect(parseAdvertisedName(name)).toEqual({ vendor: 'OVES', productType: 'BATT', shortId });
});

test.each([null, '', 'OVES', 'OVES BATT', 'OVES BATT 0049', 'Headphones'])('%s tells nothing', (name) => {
	expect(parseAdvertisedName(name)).toBeNull();
});
