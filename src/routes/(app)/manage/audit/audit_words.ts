import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

/** Something that was refused. */
export type Refusal = NonNullable<PageData['page']>['rows'][number];

const actions: Readonly<Record<string, () => string>> = {
	'agent.refused': m.audit_action_message,
	'operation.refused': m.audit_action_operation,
	'requests.limited': m.audit_action_limited,
	'records.limited': m.audit_action_records_limited,
};

const reasons: Readonly<Record<string, () => string>> = {
	TOKEN_MISSING: m.audit_reason_token_missing,
	TOKEN_INVALID: m.audit_reason_token_invalid,
	ACTOR_MISMATCH: m.audit_reason_actor_mismatch,
	CLIENT_MISMATCH: m.audit_reason_client_mismatch,
	TOKEN_EXPIRED: m.audit_reason_token_expired,
	ACCOUNT_DISABLED: m.audit_reason_account_disabled,
	ROLE_CHANGED: m.audit_reason_role_changed,
	STATION_MISMATCH: m.audit_reason_station_mismatch,
	SHIFT_CHANGED: m.audit_reason_shift_changed,
	NOT_ALLOWED: m.audit_reason_not_allowed,
	SESSION_NOT_FOUND: m.audit_reason_session_not_found,
	CHARGER_PASSWORD: m.audit_reason_charger_password,
	IDEMPOTENCY_KEY_REUSED: m.audit_reason_key_reused,
};

/** What happened; an unknown action is shown as it is recorded. */
export function actionWords(action: string): string {
	return actions[action]?.() ?? action;
}

/** Why, in words where the recorded reason has any. */
export function reasonWords({ detail }: Refusal): string {
	const reason = fieldOf(detail, 'reason') ?? fieldOf(detail, 'code');
	return reason === null ? '—' : (reasons[reason]?.() ?? reason);
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
