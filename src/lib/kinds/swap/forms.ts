import * as v from 'valibot';
import { minorDigits, toMajor, toMinor } from '#lib/kernel/money.ts';
import { phoneDigits } from '#lib/kernel/phone.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PaymentInput, SwapAsk, SwapInputs } from './asks.ts';
import { dueMinor } from './state.ts';
import type { SwapSession } from './swap_step.ts';
import { typedReading } from './typed_reading.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * The ask behind a step's form, whether the browser or the server reads it.
 * Refuses INPUT_INVALID, naming the field, and STEP_UNKNOWN for a step that has no form.
 */
export function readSwapForm(session: SwapSession, step: string, fields: Fields): Result<SwapAsk> {
	switch (step) {
		case 'identify':
			return asked('identify', identification(fields));
		case 'take_back':
		case 'issue': {
			const reading = typedReading(fields);
			return reading.ok ? ok({ step, input: { reading: reading.value } }) : reading;
		}
		case 'complete': {
			if (session.state !== 'pay') return ok({ step, input: { payment: null } });
			if (fields['method'] === 'PUSH') return asked('push', requestToPhone(fields));
			const payment = paymentOf(session, fields);
			return payment.ok ? ok({ step, input: { payment: payment.value } }) : payment;
		}
		case 'review':
		case 'reopen_issue':
		case 'reopen_return':
			return ok({ step, input: {} });
		case 'cancel':
			return asked('cancel', cancellation(fields));
		default:
			return refuse('STEP_UNKNOWN', { step });
	}
}

function asked<Step extends 'identify' | 'push' | 'cancel'>(
	step: Step,
	input: Result<SwapInputs[Step]>,
): Result<SwapAsk> {
	return input.ok ? ok({ step, input: input.value } as SwapAsk) : input;
}

function identification(fields: Fields): Result<SwapInputs['identify']> {
	const code = fields['code']?.trim() ?? '';
	if (code === '') return invalid('code', 'Type the subscription id, as on the rider’s card or app');
	return ok({ code, inputMode: fields['input_mode'] === 'search' ? 'search' : 'manual' });
}

function cancellation(fields: Fields): Result<SwapInputs['cancel']> {
	const reason = fields['reason']?.trim() ?? '';
	return reason === '' ? invalid('reason', 'Choose why') : ok({ reason });
}

function requestToPhone(fields: Fields): Result<SwapInputs['push']> {
	if (fields['phone_of'] === 'customer') return ok({ phone: null });
	const phone = v.safeParse(phoneDigits, fields['phone']?.trim() ?? '');
	return phone.success ? ok({ phone: phone.output }) : invalid('phone', phone.issues[0].message);
}

function paymentOf({ data }: SwapSession, fields: Fields): Result<PaymentInput> {
	const currency = data.price?.currency ?? '';
	const amountMinor = amountIn(fields['amount'], currency);
	if (amountMinor === null)
		return invalid('amount', `Type what was paid in ${currency}, for example ${toMajor(dueMinor(data), currency)}`);
	if (fields['method'] === 'CASH') return ok({ method: 'CASH', amountMinor, receipt: null });
	if (fields['method'] !== 'MPESA') return invalid('method', 'Choose how it was paid');
	const receipt = fields['receipt']?.replace(/\s/g, '').toUpperCase() ?? '';
	if (!/^[A-Z0-9][A-Z0-9._-]{4,63}$/.test(receipt))
		return invalid('receipt', 'Type the receipt number from the payment’s message, for example QGH7XK2M9P');
	return ok({ method: 'MPESA', amountMinor, receipt });
}

/** Minor units, or null for what is no amount above 0 in the currency's own digits. */
function amountIn(text: string | undefined, currency: string): number | null {
	const digits = minorDigits(currency);
	const [, whole, fraction = ''] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text?.trim() ?? '') ?? [];
	if (whole === undefined || fraction.length > digits) return null;
	const amountMinor = toMinor(Number(`${whole}.${fraction || '0'}`), currency);
	return amountMinor > 0 ? amountMinor : null;
}

function invalid(path: string, issue: string) {
	return refuse('INPUT_INVALID', { path, issue });
}
