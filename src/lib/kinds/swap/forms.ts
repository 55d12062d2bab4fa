import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { invalidField, readCancellation, type Fields } from '#lib/kinds/parts/fields.ts';
import { readPayment } from '#lib/kinds/parts/payment_form.ts';
import { typedReading } from '#lib/kinds/parts/typed_reading.ts';
import type { SwapAsk, SwapInputs } from './asks.ts';
import { takingOf } from './state.ts';
import type { SwapSession } from './swap_step.ts';

/**
 * The ask behind a step's form, whether the browser or the server reads it.
 * Refuses INPUT_INVALID, naming the field, and STEP_UNKNOWN for a step that has no form.
 */
export function readSwapForm(session: SwapSession, step: string, fields: Fields): Result<SwapAsk> {
	switch (step) {
		case 'identify':
			return named(step, identification(fields));
		case 'take_back':
		case 'issue': {
			const reading = typedReading(fields);
			return reading.ok ? ok({ step, input: { reading: reading.value } }) : reading;
		}
		case 'complete': {
			if (session.state !== 'pay') return ok({ step, input: { payment: null } });
			const asked = readPayment(takingOf(session.data), fields);
			if (!asked.ok) return asked;
			const { value } = asked;
			return value.way === 'push'
				? ok({ step: 'push', input: { phone: value.phone } })
				: ok({ step, input: { payment: value.payment } });
		}
		case 'review':
		case 'reopen_issue':
		case 'reopen_return':
			return ok({ step, input: {} });
		case 'cancel':
			return named(step, readCancellation(fields));
		default:
			return refuse('STEP_UNKNOWN', { step });
	}
}

function named<Step extends 'identify' | 'cancel'>(step: Step, input: Result<SwapInputs[Step]>): Result<SwapAsk> {
	return input.ok ? ok({ step, input: input.value } as SwapAsk) : input;
}

function identification(fields: Fields): Result<SwapInputs['identify']> {
	const code = fields['code']?.trim() ?? '';
	if (code === '') return invalidField('code', 'Type the subscription id, as on the rider’s card or app');
	return ok({ code, inputMode: fields['input_mode'] === 'search' ? 'search' : 'manual' });
}
