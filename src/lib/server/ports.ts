import type { Permission } from '#lib/kernel/permission.ts';
import type { PushOutcome } from '#lib/kernel/push_outcomes.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { ErpTask } from './ports_erp.ts';

/** An effect on the outside world, as a kind or an operation asks for it; the agent delivers it at least once. */
export type Effect = PublishEffect | ErpEffect | PushEffect | MailEffect;

/** A message for the broker: what monitors read, or an answer that had to wait. */
export interface PublishEffect {
	readonly kind: 'mqtt_publish';
	readonly topic: string;
	readonly payload: Readonly<Record<string, unknown>>;
	/** MQTT 5 properties; none for a plain message. */
	readonly properties?: {
		/** Seconds. */
		readonly messageExpiryInterval: number;
		/** Base64. */
		readonly correlationData: string;
		readonly userProperties: Readonly<Record<string, string>>;
	};
}

/** Work for the ERP. */
export interface ErpEffect {
	readonly kind: 'erp';
	readonly task: ErpTask;
}

/** A rider's phone is to be asked for money. */
export interface PushEffect {
	readonly kind: 'mobile_money';
	readonly intent: {
		readonly intentId: string;
		readonly sessionId: string;
		readonly planId: string;
		readonly stationId: string | null;
		readonly actorId: string;
		/** E.164 digits without the plus sign. */
		readonly phone: string;
		readonly amountMinor: number;
		readonly currency: string;
		/** What it is for, in a few words. */
		readonly description: string;
		/** When it was asked for, UTC milliseconds: a phone is not asked long after. */
		readonly askedAt: number;
	};
}

/** A person is to be written to. It names no address and no secret: both are looked up or made when the mail is sent. */
export interface MailEffect {
	readonly kind: 'mail';
	readonly mail: InvitationMail | ResetMail;
}

/** Invites somebody who has an account without a password to choose one. */
export interface InvitationMail {
	readonly template: 'invitation';
	readonly userId: string;
	/** Who invites, where, and to which subscription; null is left out of the text. */
	readonly invitedById: string | null;
	readonly stationId: string | null;
	readonly planId: string | null;
	readonly locale: string;
}

/** Lets somebody who asked for it choose a new password. */
export interface ResetMail {
	readonly template: 'reset';
	readonly userId: string;
	/** UTC milliseconds: long after, nothing is sent. */
	readonly askedAt: number;
	readonly locale: string;
}

/** Publishes a message; resolves once the broker has it. Throws FaultError if it does not. */
export type Publisher = (message: {
	topic: string;
	payload: string;
	properties?: {
		messageExpiryInterval: number;
		correlationData: Uint8Array;
		userProperties: Readonly<Record<string, string>>;
	};
}) => Promise<void>;

/** Who calls an operation, as the server established it: from a sign-in, an actor token or a trusted broker account. */
export interface Caller {
	readonly actor: Actor;
	/** True for broker accounts of the role `service`: stations' own devices and other backends. */
	readonly trusted: boolean;
	/** Address or client id, for the audit. */
	readonly origin: string;
	/** Says whether the caller may do this, to this session where it names one. */
	readonly allow: (permission: Permission, session: SessionRecord | null) => boolean;
}

/** Money that a phone is to be asked for. */
export interface PushRequest {
	readonly intentId: string;
	/** E.164 digits without the plus sign. */
	readonly phone: string;
	readonly amountMinor: number;
	readonly currency: string;
	/** What a statement names it by, and pulled transactions are found by: 1 to 12 letters and digits. */
	readonly accountReference: string;
	/** What it is for; the provider shows the first few letters. */
	readonly description: string;
	/** Where the provider tells how it ended: nobody else may guess it. */
	readonly callbackUrl: string;
}

/** A request that the provider took: accepted, not paid. */
export interface AcceptedPush {
	readonly checkoutRequestId: string;
	readonly merchantRequestId: string;
	/** What the provider wants the customer to read. */
	readonly customerMessage: string;
}

/**
 * Why a phone is not asked, for good: amount (whole units above 0 only), currency or phone number are none of the provider's, another
 * payment of that phone is under way, or the provider says no (`reason`).
 */
export type PushRefusal =
	'PUSH_AMOUNT_INVALID' | 'PUSH_CURRENCY_UNSUPPORTED' | 'PUSH_PHONE_INVALID' | 'PUSH_PHONE_LOCKED' | 'PUSH_REFUSED';

/** How a push stands, as the provider says. */
export interface PushStatus {
	readonly state: 'paid' | 'pending' | 'failed';
	readonly outcome: PushOutcome;
	/** The provider's own code and words. */
	readonly resultCode: string;
	readonly resultText: string;
}

/** Money that arrived, as the provider lists it. */
export interface PulledTransaction {
	/** The receipt number. */
	readonly transactionId: string;
	/** UTC milliseconds. */
	readonly paidAt: number;
	/** As the provider spells it, perhaps masked; null if it is not told. */
	readonly msisdn: string | null;
	readonly amountMinor: number;
	readonly currency: string;
	/** The account reference of the push, or what the payer typed; null if there is none. */
	readonly billReference: string | null;
	readonly type: string;
}

/** A stretch of what the provider lists. */
export interface PulledPage {
	readonly transactions: readonly PulledTransaction[];
	/** Where to go on, or null at the end. */
	readonly nextOffset: number | null;
}

/** How a push ended, as a callback claims. */
export interface ReceivedCallback {
	readonly checkoutRequestId: string;
	readonly merchantRequestId: string;
	/** `0` for a payment. */
	readonly resultCode: string;
	/** Minor units; null if it is not told. */
	readonly amountMinor: number | null;
	/** The receipt number; null if it is not told. */
	readonly receipt: string | null;
	/** UTC milliseconds; null if it is not told. */
	readonly paidAt: number | null;
}

/** The provider of mobile money. FaultError means that it is away, slow, overloaded or does not accept our account: `retryAfterMs` says when to ask again. */
export interface MobileMoney {
	/**
	 * Has a phone ask for money. After a FaultError the phone may have rung all the same: its `retryAfterMs` outlasts the prompt, and
	 * whoever asks again looks first whether the callback of the intent has come.
	 */
	requestPush(request: PushRequest): Promise<Result<AcceptedPush, PushRefusal>>;
	/** Asks how a push stands that was sent at `startedAt`, UTC milliseconds. It names neither amount nor receipt. */
	queryPush(checkoutRequestId: string, startedAt: number): Promise<PushStatus>;
	/** Lists what arrived between two instants, UTC milliseconds, of the last 48 hours, for a shortcode that was registered. */
	pullTransactions(span: { from: number; to: number; offset: number }): Promise<PulledPage>;
	/** Reads what came to a callback address: a claim, which counts for nothing until a status query has confirmed it. */
	readCallback(json: unknown): Result<ReceivedCallback, 'CALLBACK_INVALID'>;
	/** Registers our shortcode for pulling; once is enough, again changes nothing. */
	registerPull(options: { nominatedPhone: string; callbackUrl: string }): Promise<void>;
}

/** A mail to one person. */
export interface Mail {
	/** The address alone, without a name. */
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly html?: string;
	/** RFC 5322 msg-id in angle brackets: the same whenever the same mail is sent again. */
	readonly messageId: string;
}

/** Sends mail. A refusal (MAIL_REFUSED with `reason`) is final until a person changes something; FaultError means: send it again. */
export interface Mailer {
	/** Resolves once the mail server has taken it. After a FaultError it may have been taken all the same. */
	send(mail: Mail): Promise<Result<void, 'MAIL_REFUSED'>>;
}
