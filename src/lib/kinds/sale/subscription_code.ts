const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The subscription's code of a sale: the same for the same session, ten characters without I, L, O and U, which people misread.
 * It is a short name, not a secret.
 */
export function subscriptionCode(sessionId: string): string {
	let hash = 0xcbf29ce484222325n;
	for (const byte of new TextEncoder().encode(sessionId))
		hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
	let code = '';
	for (let i = 0; i < 10; i++) {
		code += alphabet.charAt(Number(hash & 31n));
		hash >>= 5n;
	}
	return `SUB-${code}`;
}
