import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 of a secret, hexadecimal: the only form in which session ids and tokens are stored. */
export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** A new bearer token: `pl_` and 32 random bytes, base64url. */
export function mintToken(): string {
	return `pl_${randomBytes(32).toString('base64url')}`;
}
