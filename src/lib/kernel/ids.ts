/** Returns a new unguessable id with a readable prefix, for example `att-sess-01J…`. Injected, so that tests decide it. */
export type Ids = (prefix: string) => string;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An `Ids` over the platform's random source: 48 bits of time, then 80 random bits, so that ids sort by creation. */
export const randomIds: Ids = (prefix) => `${prefix}-${timePart(Date.now())}${randomPart(16)}`;

function timePart(ms: number): string {
	let rest = ms;
	let text = '';
	for (let i = 0; i < 10; i++) {
		text = alphabet.charAt(rest % 32) + text;
		rest = Math.floor(rest / 32);
	}
	return text;
}

function randomPart(length: number): string {
	const bytes = crypto.getRandomValues(new Uint8Array(length));
	return Array.from(bytes, (byte) => alphabet.charAt(byte % 32)).join('');
}
