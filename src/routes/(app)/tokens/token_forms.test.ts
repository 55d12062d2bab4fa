import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { grantableScopes } from '#lib/server/auth/token_scopes.ts';
import { createForm } from './token_forms.ts';

describe('the form of a new token', () => {
	const asked = (scopes: readonly string[]) => ({ userId: 'user-1', name: 'Vehicle', scopes, lifetimeDays: '30' });
	const takes = (role: 'rider' | 'manager', scopes: readonly string[]) =>
		v.is(createForm(grantableScopes(role)), asked(scopes));

	test('lets a rider choose charging, whatever else is sent', () => {
		expect(takes('rider', ['charging:read', 'charging:write'])).toBe(true);
		expect(takes('rider', ['charging:write', 'sessions:read'])).toBe(false);
		expect(takes('rider', ['charging:roam'])).toBe(false);
		expect(takes('rider', [])).toBe(false);
	});

	test('lets a manager choose any scope that there is', () => {
		expect(takes('manager', ['sessions:read', 'charging:roam'])).toBe(true);
		expect(takes('manager', ['everything'])).toBe(false);
	});
});
