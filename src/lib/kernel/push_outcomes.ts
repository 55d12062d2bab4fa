/** How a request for money on a phone stands, or how it ended. */
export interface PushOutcomeRow {
	/** Paid and failed are final; pending is asked about again. */
	readonly state: 'paid' | 'pending' | 'failed';
	/** True if the same request, sent again, can succeed. */
	readonly retryHelps: boolean;
	/** What the attendant reads: what is, and the way on. */
	readonly attendant: string;
	/** What the rider reads on a page of their own. */
	readonly rider: string;
}

/** Every outcome a provider of mobile money tells, whether trying again helps, and the words for it. Spec: EXTERNAL, Daraja codes. */
export const pushOutcomes = {
	paid: {
		state: 'paid',
		retryHelps: false,
		attendant: 'The payment is confirmed',
		rider: 'Your payment is confirmed',
	},
	waiting_for_pin: {
		state: 'pending',
		retryHelps: false,
		attendant: 'The request is on the phone; wait until the rider has typed the PIN',
		rider: 'Type your PIN on your phone to pay',
	},
	unknown: {
		state: 'pending',
		retryHelps: false,
		attendant: 'It is not known yet whether this was paid; we keep checking, so do not have the rider pay again',
		rider: 'We are checking whether your payment arrived; do not pay again',
	},
	busy: {
		state: 'pending',
		retryHelps: true,
		attendant: 'The provider is busy; try again in a moment',
		rider: 'The payment service is busy; try again in a moment',
	},
	wrong_pin: {
		state: 'failed',
		retryHelps: true,
		attendant: 'The PIN was wrong; send the request again and have the rider type it with care',
		rider: 'The PIN was wrong; ask for a new request and type it again',
	},
	cancelled: {
		state: 'failed',
		retryHelps: true,
		attendant: 'The rider cancelled the request; send it again if they want to pay this way',
		rider: 'You cancelled the request; ask for a new one to pay this way',
	},
	expired: {
		state: 'failed',
		retryHelps: true,
		attendant: 'The request ran out before the PIN was typed; send it again while the phone is in hand',
		rider: 'The request ran out; ask for a new one and keep your phone in hand',
	},
	insufficient_funds: {
		state: 'failed',
		retryHelps: true,
		attendant: 'The balance is too low; have the rider top up, pay a part of it or pay another way',
		rider: 'Your balance is too low; top up, pay a part of it or pay another way',
	},
	unreachable: {
		state: 'failed',
		retryHelps: true,
		attendant: 'The phone could not be reached; check number and signal, then send the request again',
		rider: 'Your phone could not be reached; check that it is on and has signal',
	},
	push_failed: {
		state: 'failed',
		retryHelps: true,
		attendant: 'The provider could not bring the request to the phone; send it again',
		rider: 'The request did not come to your phone; ask for a new one',
	},
	below_limit: {
		state: 'failed',
		retryHelps: false,
		attendant: 'The amount is below what the provider takes; take it another way',
		rider: 'The amount is too small to be paid this way; pay another way',
	},
	above_limit: {
		state: 'failed',
		retryHelps: false,
		attendant: 'The amount is above what the provider takes at once; take it in parts or another way',
		rider: 'The amount is too large to be paid at once; pay it in parts or another way',
	},
	daily_limit: {
		state: 'failed',
		retryHelps: false,
		attendant: 'The rider has reached the limit of the day; take the payment another way',
		rider: 'You have reached your limit of the day; pay another way',
	},
	balance_limit: {
		state: 'failed',
		retryHelps: false,
		attendant: 'The account that receives may hold no more; take the payment another way and tell your manager',
		rider: 'We cannot take this payment now; pay another way',
	},
	duplicate: {
		state: 'failed',
		retryHelps: true,
		attendant: 'The same amount was asked of this phone just now; check that it was not paid, then wait two minutes',
		rider: 'The same amount was asked of you just now; wait two minutes before you pay it again',
	},
	locked: {
		state: 'failed',
		retryHelps: true,
		attendant: 'Another payment of this phone is under way; wait until it has ended, then send the request again',
		rider: 'Another payment of yours is under way; finish it, then ask for a new request',
	},
	pin_locked: {
		state: 'failed',
		retryHelps: false,
		attendant: 'The rider’s PIN is locked; take the payment another way until their provider has unlocked it',
		rider: 'Your PIN is locked; have your provider unlock it, or pay another way',
	},
	not_permitted: {
		state: 'failed',
		retryHelps: false,
		attendant: 'The provider does not permit this payment to our account; take it another way and tell your manager',
		rider: 'We cannot take this payment now; pay another way',
	},
} as const satisfies Record<string, PushOutcomeRow>;

/** Name of an outcome: what is stored and sent, while the words are for people. */
export type PushOutcome = keyof typeof pushOutcomes;
