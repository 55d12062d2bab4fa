import { faultOf } from '#lib/rpc/outcome.ts';
import { m } from '#lib/words/generated/messages.js';

/** A fault as a person sees it, in the language of the page. */
export interface ShownFault {
	readonly title: string;
	readonly body: string;
	/** By which support finds the log line; null where the server was not reached. */
	readonly supportCode: string | null;
	/** True if the sign-in has ended: trying again cannot help before signing in. */
	readonly signedOut: boolean;
}

/** What to tell a person of a call that failed. */
export function describeFault(error: unknown): ShownFault {
	const fault = faultOf(error);
	const failed = { supportCode: null, signedOut: false };
	switch (fault.reason) {
		case 'signed_out':
			return {
				...failed,
				title: m.session_fault_signed_out(),
				body: m.session_fault_signed_out_way(),
				signedOut: true,
			};
		case 'not_theirs':
			return { ...failed, title: m.session_fault_not_yours(), body: m.session_fault_not_yours_way() };
		case 'unreached':
			return { ...failed, title: m.session_fault_unreached(), body: m.session_fault_unreached_way() };
		case 'failed': {
			const { supportCode, message } = fault;
			const title = supportCode === null ? message : m.common_error_broken();
			return { ...failed, title, body: m.session_fault_broken_way(), supportCode };
		}
	}
}
