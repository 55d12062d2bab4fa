import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { Result } from '#lib/kernel/result.ts';
import { actorTokenClaims } from '#lib/protocol/actor_token.ts';
import type { ActorTokenClaims } from '#lib/protocol/actor_token.ts';

/** Checks that claims were signed by the app and still hold at `now`, UTC milliseconds. */
export interface ActorTokenVerifier {
	/** A token that has expired is told with the `sub` and `client_id` that it was signed for. */
	verify(token: string, at: { now: number }): Result<ActorTokenClaims, 'TOKEN_INVALID' | 'TOKEN_EXPIRED'>;
}

/** Signs claims, and verifies its own signatures. */
export interface ActorTokens extends ActorTokenVerifier {
	/** A token `base64url(claims).base64url(signature)`. */
	sign(claims: ActorTokenClaims): string;
	/** The public key in PEM, for an agent that only verifies. */
	readonly publicKeyPem: string;
}

/** PKCS #8 wrapping of an Ed25519 seed (RFC 8410). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const longestToken = 4096;
const claimsJson = v.pipe(v.string(), v.parseJson(), actorTokenClaims);

/** Actor tokens over an Ed25519 key, given as PEM (PKCS #8) or as its seed of 32 bytes. Throws TypeError for another key. */
export function createActorTokens(key: { privateKeyPem: string } | { seed: Uint8Array }): ActorTokens {
	const privateKey = 'seed' in key ? keyOfSeed(key.seed) : createPrivateKey(key.privateKeyPem);
	const publicKey = ed25519(createPublicKey(privateKey));
	return {
		publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
		sign(claims) {
			const payload = Buffer.from(JSON.stringify(v.parse(actorTokenClaims, claims)));
			return `${payload.toString('base64url')}.${sign(null, payload, privateKey).toString('base64url')}`;
		},
		verify: (token, at) => verifyToken(publicKey, token, at.now),
	};
}

/** Verifies actor tokens with the public key alone. Throws TypeError for a key that is not Ed25519. */
export function createActorTokenVerifier(publicKeyPem: string): ActorTokenVerifier {
	const publicKey = ed25519(createPublicKey(publicKeyPem));
	return { verify: (token, at) => verifyToken(publicKey, token, at.now) };
}

function verifyToken(publicKey: KeyObject, token: string, now: number): ReturnType<ActorTokenVerifier['verify']> {
	const [payloadText, signatureText, ...rest] = token.length <= longestToken ? token.split('.') : [];
	if (payloadText === undefined || signatureText === undefined || rest.length > 0) return refuse('TOKEN_INVALID');
	const payload = Buffer.from(payloadText, 'base64url');
	const signature = Buffer.from(signatureText, 'base64url');
	if (signature.length !== 64 || !verify(null, payload, publicKey, signature)) return refuse('TOKEN_INVALID');
	const claims = v.safeParse(claimsJson, payload.toString());
	if (!claims.success) return refuse('TOKEN_INVALID');
	const { sub, client_id, exp } = claims.output;
	return exp * 1000 > now ? ok(claims.output) : refuse('TOKEN_EXPIRED', { sub, client_id });
}

function keyOfSeed(seed: Uint8Array): KeyObject {
	if (seed.length !== 32) throw new TypeError(`Seed has ${seed.length} bytes, should have 32`);
	return createPrivateKey({ key: Buffer.concat([seedPrefix, seed]), format: 'der', type: 'pkcs8' });
}

function ed25519(key: KeyObject): KeyObject {
	if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`Key is ${key.asymmetricKeyType}, should be ed25519`);
	return key;
}
