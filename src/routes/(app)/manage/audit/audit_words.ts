import type { PageData } from './$types';

/** Something that was refused. */
export type Refusal = NonNullable<PageData['page']>['rows'][number];

const actions: Readonly<Record<string, string>> = {
	'agent.refused': 'Message refused',
	'operation.refused': 'Operation refused',
	'requests.limited': 'Too many requests',
	'records.limited': 'Too many refusals to record each',
};

const reasons: Readonly<Record<string, string>> = {
	TOKEN_MISSING: 'It carried no proof of who sent it',
	TOKEN_INVALID: 'The proof of who sent it was forged or broken',
	ACTOR_MISMATCH: 'It named somebody else than its sender',
	CLIENT_MISMATCH: 'It came from another client than its proof was made for',
	TOKEN_EXPIRED: 'The proof of who sent it was too old',
	ACCOUNT_DISABLED: 'The sender’s account is closed',
	ROLE_CHANGED: 'The sender does not have that role any more',
	STATION_MISMATCH: 'It named another station than that of the shift',
	SHIFT_CHANGED: 'The sender’s shift has changed',
	NOT_ALLOWED: 'The sender may not do this',
	SESSION_NOT_FOUND: 'The session is another’s, or there is none',
	IDEMPOTENCY_KEY_REUSED: 'It repeated an id with other content',
};

/** What happened; an unknown action is shown as it is recorded. */
export function actionWords(action: string): string {
	return actions[action] ?? action;
}

/** Why, in words where the recorded reason has any. */
export function reasonWords({ detail }: Refusal): string {
	const reason = fieldOf(detail, 'reason') ?? fieldOf(detail, 'code');
	return reason === null ? '—' : (reasons[reason] ?? reason);
}

/** All else that was recorded, as «name: value». */
export function detailWords({ detail }: Refusal): string {
	if (typeof detail !== 'object' || detail === null) return '';
	return Object.entries(detail)
		.filter(([name, value]) => name !== 'reason' && name !== 'code' && value !== null && value !== '')
		.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
		.join(' · ');
}

function fieldOf(detail: unknown, name: string): string | null {
	if (typeof detail !== 'object' || detail === null) return null;
	const value = (detail as Readonly<Record<string, unknown>>)[name];
	return typeof value === 'string' ? value : null;
}
