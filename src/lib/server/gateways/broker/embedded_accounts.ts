import { createHash, timingSafeEqual } from 'node:crypto';
import { accountRules } from './access_rules.ts';
import type { AccessRules, BrokerAccount, BrokerRole } from './access_rules.ts';

/** An account as the embedded broker keeps it: the secret only as a hash. */
export interface KnownAccount {
	readonly role: BrokerRole;
	readonly username: string;
	readonly clientId: string;
	readonly rules: AccessRules;
	readonly passwordHash: Buffer;
}

/** The accounts of an embedded broker, in memory. */
export function createAccountTable(accounts: readonly BrokerAccount[]) {
	const known = new Map<string, KnownAccount>();
	const add = (account: BrokerAccount) => {
		const { role, username, clientId, password } = account;
		known.set(username, { role, username, clientId, rules: accountRules(account), passwordHash: hash(password) });
	};
	accounts.forEach(add);
	return {
		add,
		/** True if there was such an account. */
		remove: (username: string) => known.delete(username),
		/** The account of a login: user, secret and client id must all be its own. */
		login(username: string | undefined, password: Uint8Array | undefined, clientId: string): KnownAccount | undefined {
			const account = known.get(username ?? '');
			const matches = timingSafeEqual(hash(password ?? ''), account?.passwordHash ?? hash('no such account'));
			return matches && account?.clientId === clientId ? account : undefined;
		},
	};
}

/** Broker secrets are random, so that one round of SHA-256 keeps them as well as a slow hash would. */
function hash(secret: string | Uint8Array): Buffer {
	return createHash('sha256').update(secret).digest();
}
