import * as v from 'valibot';
import { phoneNumber } from '#lib/kernel/phone_number.ts';
import { maskPhone } from '#lib/kernel/phone.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { emailText, optionalText, safeText } from '#lib/kernel/schemas.ts';
import type { KnownPerson } from '#lib/plan/offer.ts';
import type { SaleCustomer } from '../events.ts';
import { saleStep } from '../sale_step.ts';

const form = v.object({
	firstName: safeText(80),
	lastName: safeText(80),
	phone: phoneNumber,
	/** Null for a rider without one: they get no account. */
	email: v.nullable(emailText),
	street: optionalText(120),
	city: optionalText(80),
	zip: optionalText(20),
	/** Somebody we know, whom the salesperson recognised. */
	customerId: v.nullable(v.string()),
	/** True once the salesperson has said that those we know are other people. */
	isNew: v.boolean(),
});

/**
 * The salesperson writes down who buys. Whoever is known by the phone number or the e-mail address is asked about first: one person must
 * not become two, and no account is given to two. Spec: seeds/000 §1 step 1.
 */
export const registerCustomer = saleStep({
	states: ['customer'],
	permission: 'sale.run',
	input: form,
	needs: (_, { phone, email }) => ({ person: { phone, email } }),
	decide({ session, facts, input, actor, now }) {
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		const ownId = `customer-${session.id}`;
		const known = (facts.people ?? []).filter(({ customerId }) => customerId !== ownId);
		const { hasIntroduced } = session.data;
		const chosen = chosenPerson(known, input);
		if (!chosen.ok) return chosen;
		const { customerId: _known, isNew: _isNew, ...written } = input;
		if (chosen.value) {
			// What is known of them beside is not the session's to tell.
			const customer: SaleCustomer = { ...written, id: chosen.value.customerId, isNew: false };
			return ok({
				events: [{ type: 'customer_registered', at: now, customer }],
				...(hasIntroduced && { introduces: [{ introduces: 'withdrawn_rider', customerId: ownId }] }),
			});
		}
		const customer: SaleCustomer = { ...written, id: ownId, isNew: true };
		const { phone, email } = customer;
		const name = `${customer.firstName} ${customer.lastName}`;
		return ok({
			events: [{ type: 'customer_registered', at: now, customer }],
			introduces: [{ introduces: 'rider', customerId: ownId, name, phone, email, isCorrection: hasIntroduced }],
		});
	},
});

/** Whom the sale is for of those we know; null for somebody new. Refuses CUSTOMER_EXISTS to be asked about, and EMAIL_TAKEN. */
function chosenPerson(
	known: readonly KnownPerson[],
	input: v.InferOutput<typeof form>,
): Result<KnownPerson | null, 'CUSTOMER_EXISTS' | 'CUSTOMER_OTHER' | 'EMAIL_TAKEN'> {
	if (input.customerId !== null) {
		const person = known.find(({ customerId }) => customerId === input.customerId);
		return person ? ok(person) : refuse('CUSTOMER_OTHER');
	}
	const [likeliest] = known;
	if (likeliest && !input.isNew) return refuse('CUSTOMER_EXISTS', asked(likeliest, known.length - 1));
	const holder = known.find(({ matched, hasAccount }) => matched === 'email' && hasAccount);
	return holder ? refuse('EMAIL_TAKEN', { email: input.email }) : ok(null);
}

/** What a person is asked about by: enough to recognise, not more. */
function asked({ customerId, name, phone, matched }: KnownPerson, others: number) {
	return { customer: customerId, name, phone: maskPhone(phone), matched, others };
}
