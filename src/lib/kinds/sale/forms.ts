import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { readCancellation, type Fields } from '#lib/kinds/parts/fields.ts';
import { readPayment } from '#lib/kinds/parts/payment_form.ts';
import { typedReading } from '#lib/kinds/parts/typed_reading.ts';
import type { SaleAsk, SaleInputs } from './asks.ts';
import { readCustomer } from './customer_form.ts';
import type { SaleSession } from './sale_step.ts';
import { takingOf } from './state.ts';

/**
 * The ask behind a step's form, whether the browser or the server reads it.
 * Refuses INPUT_INVALID, naming each wrong field, and STEP_UNKNOWN for a step that has no form.
 */
export function readSaleForm(session: SaleSession, step: string, fields: Fields): Result<SaleAsk> {
	switch (step) {
		case 'register_customer':
			return named(step, readCustomer(fields));
		case 'choose_package':
			return named(
				step,
				chosen(fields, 'package_id', (packageId) => ({ packageId })),
			);
		case 'choose_plan':
			return named(
				step,
				chosen(fields, 'product_id', (productId) => ({ productId })),
			);
		case 'bind_battery': {
			const reading = typedReading(fields);
			return reading.ok ? ok({ step, input: { reading: reading.value } }) : reading;
		}
		case 'complete':
			return session.state === 'pay' ? payment(session, fields) : ok({ step, input: { payment: null } });
		case 'place_order':
		case 'reopen_customer':
		case 'reopen_package':
		case 'reopen_plan':
		case 'reopen_battery':
			return ok({ step, input: {} });
		case 'cancel':
			return named(step, readCancellation(fields));
		default:
			return refuse('STEP_UNKNOWN', { step });
	}
}

type Named = 'register_customer' | 'choose_package' | 'choose_plan' | 'cancel';

function named<Step extends Named>(step: Step, input: Result<SaleInputs[Step]>): Result<SaleAsk> {
	return input.ok ? ok({ step, input: input.value } as SaleAsk) : input;
}

function chosen<Input>(fields: Fields, path: string, input: (id: string) => Input): Result<Input> {
	const id = fields[path] ?? '';
	return id === '' ? refuse('INPUT_INVALID', { path, issue: 'Choose one' }) : ok(input(id));
}

function payment(session: SaleSession, fields: Fields): Result<SaleAsk> {
	const asked = readPayment(takingOf(session.data), fields);
	if (!asked.ok) return asked;
	const { value } = asked;
	return value.way === 'push'
		? ok({ step: 'push', input: { phone: value.phone } })
		: ok({ step: 'complete', input: { payment: value.payment } });
}
