import { eq } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { InvitationMail, ResetMail } from '#lib/server/ports.ts';
import { loadRecipient } from '#lib/server/store/load_recipient.ts';
import { insertOutbox } from '#lib/server/store/machine_rows.ts';
import { users } from '#lib/server/store/schema_people.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import type { Store } from '#lib/server/store/store.ts';
import { addressKey } from './address_key.ts';
import { auditStatement } from './audit_statement.ts';
import type { AuthLimits } from './limits.ts';
import { mayInvite } from './managed_accounts.ts';
import type { RateLimiter } from './rate_limit.ts';
import { hashSecret } from './secret.ts';
import type { SignedIn } from './signed_in.ts';

/** Mails that let people set their password. */
export interface Invitations {
	/**
	 * Mails a link for a new password to whoever has an account under the address. Answers the same, after the same work, if nobody has, and if
	 * the account has been asked for too often: only a network address is refused, for nobody is to keep a person from resetting.
	 */
	askReset(request: {
		readonly email: string;
		readonly address: string;
		readonly locale: string;
	}): Promise<Result<void, 'RATE_LIMITED'>>;
	/** Invites somebody again who has not chosen a password yet: staff whom one manages, or a rider served at one's stations. */
	resend(request: {
		readonly by: SignedIn;
		readonly userId: string;
		readonly address: string;
		readonly locale: string;
	}): Promise<Result<void, 'ACCOUNT_NOT_FOUND'>>;
}

/** What invitations work with. */
export interface InvitationParts {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly limiter: RateLimiter;
	readonly limits: AuthLimits;
}

/** A person is sent at most one mail of a kind in this time, ms, whoever asks for it at once. */
const mailStepMs = 60_000;

/** Invitations over the store: the mail is a row of the outbox, written together with its line in the audit log. */
export function createInvitations({ store, clock, ids, limiter, limits }: InvitationParts): Invitations {
	/** The key of the outbox makes a second mail within the step a conflict, which is no matter. */
	function mailRow(mail: InvitationMail | ResetMail, stationId: string | null): Statement {
		const at = clock();
		const id = `mail/${mail.template}/${mail.userId}/${Math.floor(at / mailStepMs)}`;
		return insertOutbox({ id, kind: 'mail', payload: { mail }, subject: mail.userId, stationId, at });
	}

	return {
		async askReset({ email: typed, address, locale }) {
			const email = typed.trim().toLowerCase();
			const ofAccount = { key: `reset:account:${hashSecret(email)}`, limit: limits.resetPerAccount };
			const ofAddress = { key: `reset:address:${addressKey(address)}`, limit: limits.resetPerAddress };
			const within = await limiter.check([ofAddress]);
			if (!within.ok) return within;
			const isMailed = (await limiter.check([ofAccount])).ok;
			await limiter.countFailure([ofAccount, ofAddress]);
			const [account] = await store.db.select({ id: users.id }).from(users).where(eq(users.email, email));
			const recipient = await loadRecipient(store.db, account?.id ?? '');
			const userId = account && recipient ? account.id : null;
			const subject = userId ?? 'unknown';
			const entry = { id: ids('aud'), at: clock(), actorId: subject, subject, address };
			await store.writer.commit([
				...(userId === null || !isMailed
					? []
					: [mailRow({ template: 'reset', userId, askedAt: clock(), locale }, null)]),
				auditStatement({ ...entry, action: 'reset_asked' }),
			]);
			return ok(undefined);
		},
		async resend({ by, userId, address, locale }) {
			const recipient = (await mayInvite(store.db, by, userId)) && (await loadRecipient(store.db, userId));
			if (!recipient || recipient.hasPassword) return refuse('ACCOUNT_NOT_FOUND');
			const stationId = by.shift?.stationId ?? null;
			const entry = { id: ids('aud'), at: clock(), actorId: by.id, subject: userId, stationId, address };
			await store.writer.commit([
				mailRow({ template: 'invitation', userId, invitedById: by.id, stationId, planId: null, locale }, stationId),
				auditStatement({ ...entry, action: 'invitation_asked' }),
			]);
			return ok(undefined);
		},
	};
}
