import { expect, test } from 'vitest';
import { distanceKm, distanceText } from './distance.ts';

const nairobi = { latitude: -1.2996, longitude: 36.8126 };
const lagos = { latitude: 6.4281, longitude: 3.4219 };

test('Nairobi and Lagos are 3800 km apart, either way', () => {
	expect(distanceKm(nairobi, lagos)).toBeGreaterThan(3700);
	expect(distanceKm(nairobi, lagos)).toBeLessThan(3900);
	expect(distanceKm(lagos, nairobi)).toBeCloseTo(distanceKm(nairobi, lagos), 6);
});

test('a place is no way from itself', () => expect(distanceKm(nairobi, nairobi)).toBe(0));

test.each([
	[0.478, '480 m'],
	[1.24, '1.2 km'],
	[42.4, '42 km'],
])('%d km is told as %s', (km, text) => expect(distanceText(km, 'en')).toBe(text));
