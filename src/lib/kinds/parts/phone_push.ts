/** A request that the provider sent, or is to send, to a phone. */
export interface PhonePush {
	readonly intentId: string;
	/** E.164 digits without the plus sign. */
	readonly phone: string;
	readonly amountMinor: number;
}

/** How far a request to a phone has come, in the provider's words. */
export type PushProgress =
	| { readonly status: 'requested' }
	| {
			readonly status: 'sent';
			/** Empty where nobody knows whether the provider took it. */
			readonly checkoutId: string;
			readonly message: string;
			readonly sentAt: number;
			/** The provider's own number of the request, where it tells one. */
			readonly merchantId?: string;
	  }
	| { readonly status: 'failed'; readonly code: string; readonly message: string };

/** A request as a session knows it: asked for at `at`, UTC milliseconds, and how far it has come. */
export interface AskedPush extends PhonePush {
	readonly at: number;
	readonly progress: PushProgress;
}

/** True while money may still arrive by a request: the provider has told no end of it. */
export function isOpenPush(push: AskedPush | null): push is AskedPush {
	return push !== null && push.progress.status !== 'failed';
}
