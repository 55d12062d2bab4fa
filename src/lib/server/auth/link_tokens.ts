import { createHmac, hkdfSync } from 'node:crypto';
import { hashSecret } from './secret.ts';

/** The token of a link and the form in which it is stored. */
export interface LinkToken {
	/** 256 bits, base64url. */
	readonly token: string;
	readonly hash: string;
}

/**
 * Makes the token of a mail's link from the mail's id and a key that only the servers have. The same mail bears the same token however often it is
 * sent, so that whoever gets it twice, or reads the first of two, holds a link that works; and nothing that is stored tells it.
 */
export function createLinkTokens(seed: Uint8Array): (mailId: string) => LinkToken {
	const key = Buffer.from(hkdfSync('sha256', seed, '', 'pitlane account links', 32));
	return (mailId) => {
		const token = createHmac('sha256', key).update(mailId).digest('base64url');
		return { token, hash: hashSecret(token) };
	};
}
