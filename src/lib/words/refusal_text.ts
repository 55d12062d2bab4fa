import type { bleRefusals } from '#lib/ble/refusals.ts';
import type { Refusal } from '#lib/kernel/result.ts';
import type { chargeRefusals } from '#lib/kinds/charge/refusals.ts';
import type { saleRefusals } from '#lib/kinds/sale/refusals.ts';
import type { swapRefusals } from '#lib/kinds/swap/refusals.ts';
import type { authRefusals } from '#lib/server/auth/refusals.ts';
import type { chargeDeskRefusals } from '#lib/server/engine/charge_refusals.ts';
import type { deadLetterRefusals } from '#lib/server/engine/dead_letter_refusals.ts';
import type { offerRefusals } from '#lib/server/engine/offer_refusals.ts';
import type { refundRefusals } from '#lib/server/engine/refund_refusals.ts';
import type { operationRefusals } from '#lib/server/operations/refusals.ts';
import type { reportRefusals } from '#lib/server/reports/refusals.ts';
import type { sessionRefusals } from '#lib/session/refusals.ts';
import { m } from '#lib/words/generated/messages.js';
import { issueText } from './issue_text.ts';

/** A code of the tables whose refusals reach a person. */
type RefusalCode =
	| keyof typeof authRefusals
	| keyof typeof bleRefusals
	| keyof typeof chargeRefusals
	| keyof typeof chargeDeskRefusals
	| keyof typeof deadLetterRefusals
	| keyof typeof offerRefusals
	| keyof typeof operationRefusals
	| keyof typeof refundRefusals
	| keyof typeof reportRefusals
	| keyof typeof saleRefusals
	| keyof typeof sessionRefusals
	| keyof typeof swapRefusals;

type Params = Readonly<Record<string, string | number>>;

/** A refusal as it came: `message` is what the server said of it, in English. */
interface Told extends Pick<Refusal, 'code' | 'params'> {
	readonly message?: string;
}

/**
 * What a refusal says to a person, in the language of the page. INPUT_INVALID says its issue alone: it stands beside its field.
 * A code without a text is told by the English message, if there is one.
 */
export function refusalText({ code, params, message }: Told): string {
	const issue = params['issue'];
	if (code === 'INPUT_INVALID' && typeof issue === 'string') return issueText(issue);
	if (!Object.hasOwn(texts, code)) return message ?? code;
	return (texts[code as RefusalCode] as (params: Params) => string)(dashed(params));
}

/** Parameters of which a missing one prints as an em dash. */
function dashed(params: Refusal['params']): Params {
	return new Proxy(params, { get: (given, name) => given[String(name)] ?? '—' }) as Params;
}

const texts = {
	SESSION_NOT_FOUND: m.refusals_session_not_found,
	CHARGE_ALREADY_ACTIVE: m.refusals_charge_already_active,
	CHARGE_NOT_FOUND: m.refusals_charge_not_found,
	CHARGE_ENDED: m.refusals_charge_ended,
	TARIFF_MISSING: m.refusals_tariff_missing,
	CONNECTOR_UNKNOWN: m.refusals_connector_unknown,
	CONNECTOR_BUSY: m.refusals_connector_busy,
	CONNECTOR_OUT_OF_ORDER: m.refusals_connector_out_of_order,
	CHARGER_OFFLINE: m.refusals_charger_offline,
	CHARGE_UNDERWAY: m.refusals_charge_underway,
	HOLD_NOT_FOUND: m.refusals_hold_not_found,
	HOLD_DECIDED: m.refusals_hold_decided,
	CHARGE_ENERGY_INVALID: m.refusals_charge_energy_invalid,
	CHARGE_ENERGY_UNCHANGED: m.refusals_charge_energy_unchanged,
	CHARGE_HELD: m.refusals_charge_held,
	CHARGE_CORRECTED: m.refusals_charge_corrected,
	CHARGE_NOT_SOLD: m.refusals_charge_not_sold,
	CHARGE_NOT_ENDED: m.refusals_charge_not_ended,
	DISPUTE_NOT_FOUND: m.refusals_dispute_not_found,
	DISPUTE_OPEN: m.refusals_dispute_open,
	DISPUTE_ANSWERED: m.refusals_dispute_answered,
	RATING_FINAL: m.refusals_rating_final,
	TRANSACTION_NOT_FOUND: m.refusals_transaction_not_found,
	TRANSACTION_HANDLED: m.refusals_transaction_handled,
	CHARGER_NOT_FOUND: m.refusals_charger_not_found,
	CHARGER_ID_TAKEN: m.refusals_charger_id_taken,
	CHARGER_STATION_UNKNOWN: m.refusals_charger_station_unknown,
	CHARGE_STOP_FIRST: m.refusals_charge_stop_first,
	CONNECTOR_NOT_FOUND: m.refusals_connector_not_found,
	CONNECTOR_ID_TAKEN: m.refusals_connector_id_taken,
	CONNECTOR_CODE_TAKEN: m.refusals_connector_code_taken,
	CONNECTOR_EVSE_TAKEN: m.refusals_connector_evse_taken,
	CONNECTOR_CHARGER_UNKNOWN: m.refusals_connector_charger_unknown,
	CONNECTOR_CHARGING: m.refusals_connector_charging,
	CONNECTOR_CHANGED: m.refusals_connector_changed,
	NOT_ALLOWED: m.refusals_session_not_found,
	SESSION_MOVED_ON: m.refusals_session_moved_on,
	SESSION_ENDED: m.refusals_session_ended,
	SESSION_EXPIRED: m.refusals_session_expired,
	SESSION_ALREADY_ACTIVE: m.refusals_session_already_active,
	FIELD_SERVER_OWNED: m.refusals_field_server_owned,
	NOT_PERMITTED: m.refusals_not_permitted,
	SESSION_ID_TAKEN: m.refusals_session_id_taken,
	SESSION_MIRRORED: m.refusals_session_mirrored,
	SESSION_STILL_ACTIVE: m.refusals_session_still_active,
	KIND_UNKNOWN: m.refusals_kind_unknown,
	STEP_NOT_OPEN: m.refusals_step_not_open,
	STEP_UNKNOWN: m.refusals_step_unknown,
	INPUT_INVALID: m.refusals_input_invalid,
	IDEMPOTENCY_KEY_REUSED: m.refusals_idempotency_key_reused,
	CUSTOMER_NOT_FOUND: m.refusals_customer_not_found,
	CUSTOMER_INACTIVE: m.refusals_customer_inactive,
	PAYMENT_OVERDUE: m.refusals_payment_overdue,
	PAYMENT_DUE: m.refusals_payment_due,
	NO_OPEN_SHIFT: m.refusals_no_open_shift,
	BATTERY_MISMATCH: m.refusals_battery_mismatch,
	SAME_BATTERY_SCANNED: m.refusals_same_battery_scanned,
	BATTERY_UNKNOWN: m.refusals_battery_unknown,
	BATTERY_ALREADY_ISSUED: m.refusals_battery_already_issued,
	BATTERY_OF_OTHER_STATION: m.refusals_battery_of_other_station,
	READING_IMPLAUSIBLE: m.refusals_reading_implausible,
	RETURN_MISSING: m.refusals_return_missing,
	RATE_MISSING: m.refusals_rate_missing,
	QUOTA_EXHAUSTED: m.refusals_quota_exhausted,
	PRICE_CHANGED: m.refusals_price_changed,
	PAYMENT_INSUFFICIENT: m.refusals_payment_insufficient,
	PAYMENT_EXCEEDS_DUE: m.refusals_payment_exceeds_due,
	PAYMENT_AMOUNT_INVALID: m.refusals_payment_amount_invalid,
	PUSH_PENDING: m.refusals_push_pending,
	PUSH_UNKNOWN: m.refusals_push_unknown,
	PAYMENT_NOT_DUE: m.refusals_payment_not_due,
	PAYMENT_REFERENCE_USED: m.refusals_payment_reference_used,
	CASH_LIMIT_EXCEEDED: m.refusals_cash_limit_exceeded,
	SERVICE_NOT_ON_PLAN: m.refusals_service_not_on_plan,
	PLAN_UNKNOWN: m.refusals_plan_unknown,
	CUSTOMER_EXISTS: m.refusals_customer_exists,
	CUSTOMER_OTHER: m.refusals_customer_other,
	EMAIL_TAKEN: m.refusals_email_taken,
	OFFER_UNKNOWN: m.refusals_offer_unknown,
	OFFER_CHANGED: m.refusals_offer_changed,
	OFFER_INCOMPLETE: m.refusals_offer_incomplete,
	OFFER_CURRENCY: m.refusals_offer_currency,
	OFFER_NOT_FOUND: m.refusals_offer_not_found,
	OFFER_WITHDRAWN: m.refusals_offer_withdrawn,
	OFFER_NUMBER_TAKEN: m.refusals_offer_number_taken,
	OFFER_TEMPLATE: m.refusals_offer_template,
	SUBSCRIPTION_CODE_TAKEN: m.refusals_subscription_code_taken,
	BATTERY_NOT_BOUND: m.refusals_battery_not_bound,
	SIGN_IN_REFUSED: m.refusals_sign_in_refused,
	RATE_LIMITED: (params: Params & { retryAfterMinutes: number; retry_after_ms: number }) =>
		'retryAfterMinutes' in params ? m.refusals_rate_limited_minutes(params) : m.refusals_rate_limited(params),
	NOT_SIGNED_IN: m.refusals_not_signed_in,
	TOKEN_REFUSED: m.refusals_token_refused,
	NOT_FOUND: m.refusals_not_found,
	STATION_NOT_FOUND: m.refusals_station_not_found,
	SHIFT_ALREADY_OPEN: m.refusals_shift_already_open,
	SHIFT_NOT_OPEN: m.refusals_shift_not_open,
	ACCOUNT_NOT_FOUND: m.refusals_account_not_found,
	TOKEN_NOT_FOUND: m.refusals_token_not_found,
	OPERATION_UNKNOWN: m.refusals_operation_unknown,
	INVALID_REQUEST: m.refusals_invalid_request,
	SESSION_REQUIRED: m.refusals_session_required,
	PAYMENT_TYPE_NOT_ALLOWED: m.refusals_payment_type_not_allowed,
	CONDITION_NOT_ACCEPTED: m.refusals_condition_not_accepted,
	STATION_UNKNOWN: m.refusals_station_unknown,
	PAYMENT_REQUEST_UNKNOWN: m.refusals_payment_request_unknown,
	TEMPLATE_UNKNOWN: m.refusals_template_unknown,
	BUSY: m.refusals_busy,
	SECURITY_ALERT: m.refusals_security_alert,
	TOKEN_EXPIRED: m.refusals_token_expired,
	SHIFT_CHANGED: m.refusals_shift_changed,
	PAYMENT_NOT_FOUND: m.refusals_payment_not_found,
	REFUND_AMOUNT_INVALID: m.refusals_refund_amount_invalid,
	REFUND_EXCEEDS_DUE: m.refusals_refund_exceeds_due,
	REFUND_OTHER_CURRENCY: m.refusals_refund_other_currency,
	REFUND_PAYOUT_USED: m.refusals_refund_payout_used,
	REFUND_PROPOSED: m.refusals_refund_proposed,
	REFUND_DECIDED: m.refusals_refund_decided,
	REFUND_SAME_PERSON: m.refusals_refund_same_person,
	CREDIT_SESSION_OPEN: m.refusals_credit_session_open,
	CREDIT_SERVICE_UNKNOWN: m.refusals_credit_service_unknown,
	CREDIT_BUYS_NOTHING: m.refusals_credit_buys_nothing,
	LETTER_NOT_FOUND: m.refusals_letter_not_found,
	LETTER_HANDLED: m.refusals_letter_handled,
	LETTER_NOT_REPLAYABLE: m.refusals_letter_not_replayable,
	FILTER_INVALID: m.refusals_filter_invalid,
	BLE_UNSUPPORTED: m.refusals_ble_unsupported,
	BLE_BLOCKED: m.refusals_ble_blocked,
	BLE_OFF: m.refusals_ble_off,
	BLE_NO_DEVICE_CHOSEN: m.refusals_ble_no_device_chosen,
	BLE_OTHER_BATTERY_CHOSEN: m.refusals_ble_other_battery_chosen,
	BLE_CONNECTION_FAILED: m.refusals_ble_connection_failed,
	BLE_DISCONNECTED: m.refusals_ble_disconnected,
	BLE_READ_TIMEOUT: m.refusals_ble_read_timeout,
	BLE_READ_FAILED: m.refusals_ble_read_failed,
	BLE_NOT_A_BATTERY: m.refusals_ble_not_a_battery,
	BLE_NO_BATTERY_ID: m.refusals_ble_no_battery_id,
	BLE_CANCELLED: m.refusals_ble_cancelled,
} satisfies Readonly<Record<RefusalCode, (params: never) => string>>;
