import { randomBytes } from 'node:crypto';

/** Letters and digits that are not taken for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** As long as the basic-auth password of OCPP 1.6 may be, and long enough for 2.0.1. */
const secretLength = 20;

/** A new password of a charger: 20 random characters, about 99 bits. */
export function mintChargerSecret(): string {
	let secret = '';
	while (secret.length < secretLength) {
		for (const byte of randomBytes(secretLength)) {
			// Bytes beyond a whole multiple would favour the first letters.
			if (byte < 256 - (256 % alphabet.length)) secret += alphabet.charAt(byte % alphabet.length);
		}
	}
	return secret.slice(0, secretLength);
}
