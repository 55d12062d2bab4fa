import { hash, verify } from '@node-rs/argon2';
import * as v from 'valibot';

/** Argon2id as OWASP recommends it: 19 MiB, two passes, one thread. Salt and figures stand in the hash itself. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The fewest characters of a new password. */
export const passwordMinLength = 10;

/** The most characters a password may have, so that nobody can make the server hash a book. */
export const passwordMaxLength = 256;

/** A password that somebody chooses; it is never trimmed. */
export const newPassword = v.pipe(
	v.string(),
	v.minLength(passwordMinLength, `Choose at least ${passwordMinLength} characters`),
	v.maxLength(passwordMaxLength, `Choose at most ${passwordMaxLength} characters`),
	v.check((text) => text.isWellFormed(), 'Text contains a broken character'),
);

/** Hashes a password for `users.password_hash`; one typed on another keyboard in another Unicode form is the same. */
export function hashPassword(password: string): Promise<string> {
	return hash(password.normalize('NFKC'), cost);
}

/**
 * True if the password is the one that was hashed. Without a hash it answers false after the same work,
 * so that an unknown person takes as long as a wrong password.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
	const matches = await verify(passwordHash ?? (await stranger()), password.normalize('NFKC'));
	return passwordHash !== null && matches;
}

let strangerHash: Promise<string> | undefined;

function stranger(): Promise<string> {
	strangerHash ??= hashPassword('nobody has this password');
	return strangerHash;
}
