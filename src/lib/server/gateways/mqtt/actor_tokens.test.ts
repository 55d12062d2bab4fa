import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createActorTokens, createActorTokenVerifier } from './actor_tokens.ts';

const claims = {
	sub: 'attendant-001',
	role: 'attendant',
	station: 'STATION_001',
	client_id: 'tab-1',
	exp: 1_800_000_000,
};
const before = { now: claims.exp * 1000 - 1 };
const tokens = createActorTokens({ seed: new Uint8Array(32).fill(7) });

describe('actor token', () => {
	test('is verified by whoever has the public key', () => {
		const verifier = createActorTokenVerifier(tokens.publicKeyPem);
		expect(verifier.verify(tokens.sign(claims), before)).toEqual({ ok: true, value: claims });
	});

	test('ends at its expiry', () => {
		const token = tokens.sign(claims);
		expect(tokens.verify(token, { now: claims.exp * 1000 })).toMatchObject({ code: 'TOKEN_EXPIRED' });
	});

	test('keeps an open station', () => {
		const open = { ...claims, station: null };
		expect(tokens.verify(tokens.sign(open), before)).toEqual({ ok: true, value: open });
	});

	test('of another key is invalid', () => {
		const privateKeyPem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		const stranger = createActorTokens({ privateKeyPem });
		expect(tokens.verify(stranger.sign(claims), before)).toMatchObject({ code: 'TOKEN_INVALID' });
	});

	test('with other claims under the same signature is invalid', () => {
		const [, signature] = tokens.sign(claims).split('.');
		const payload = Buffer.from(JSON.stringify({ ...claims, role: 'manager' })).toString('base64url');
		expect(tokens.verify(`${payload}.${signature}`, before)).toMatchObject({ code: 'TOKEN_INVALID' });
	});

	test.each(['', '.', 'a.b', 'a.b.c', 'x'.repeat(5000)])('%s is invalid', (token) => {
		expect(tokens.verify(token, before)).toMatchObject({ code: 'TOKEN_INVALID' });
	});
});

test('a key that is not Ed25519 is a mistake of the configuration', () => {
	const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
	expect(() => createActorTokenVerifier(pem)).toThrow(TypeError);
	expect(() => createActorTokens({ seed: new Uint8Array(31) })).toThrow(TypeError);
});
