/** What the person with the phone does about a push, and what then becomes of the callback. */
export interface RiderScript {
	/** The result code that it ends with; null never ends it. */
	readonly resultCode: string | null;
	/** From the push to its end; the sandbox's own if unset. */
	readonly afterMs?: number | undefined;
	/** How often it is called back: 0 is silent, 2 is double; once if unset. */
	readonly callbacks?: number | undefined;
	/** From the end to the callback; none if unset. */
	readonly callbackDelayMs?: number | undefined;
	/** Shillings by which what is paid differs from what was asked. */
	readonly amountOff?: number | undefined;
}

const pays: RiderScript = { resultCode: '0' };

/** Ends of phone numbers that are the result code itself: 254700002001 types a wrong PIN every time. */
const codes = ['1001', '1019', '1025', '1032', '1037', '2001', '2028', '8006', '9999'];

/**
 * What a phone does by the last four digits of its number, one script for each push and the last of them for all that follow; every other phone
 * pays. Four-digit result codes stand for themselves, shorter ones after `11`, and callbacks that go wrong after `12`.
 */
export const scriptsBySuffix: Readonly<Record<string, readonly RiderScript[]>> = {
	...Object.fromEntries(codes.map((code) => [code, [{ resultCode: code }]])),
	// Insufficient funds.
	'1101': [{ resultCode: '1' }],
	// Below the limit.
	'1102': [{ resultCode: '2' }],
	// Above the limit.
	'1103': [{ resultCode: '3' }],
	// The limit of the day.
	'1104': [{ resultCode: '4' }],
	// The receiver's maximum balance.
	'1108': [{ resultCode: '8' }],
	// The same amount within two minutes.
	'1117': [{ resultCode: '17' }],
	// Pays, and no callback comes: only a query or the pull tells.
	'1201': [{ ...pays, callbacks: 0 }],
	// Pays, and the callback comes three minutes late.
	'1202': [{ ...pays, callbackDelayMs: 180_000 }],
	// Pays, and the callback comes twice.
	'1203': [{ ...pays, callbacks: 2 }],
	// Pays 10 shillings too little.
	'1204': [{ ...pays, amountOff: -10 }],
	// Pays 10 shillings too much.
	'1205': [{ ...pays, amountOff: 10 }],
	// Never answers.
	'1206': [{ resultCode: null }],
	// Types a wrong PIN, then the right one.
	'1207': [{ resultCode: '2001' }, pays],
	// Cancels, then pays.
	'1208': [{ resultCode: '1032' }, pays],
};

/** Keeps who does what. */
export interface RiderScripts {
	/** Scripts of a phone, or of all with `*`; null forgets them. */
	set(phone: string, scripts: readonly RiderScript[] | null): void;
	/** What this phone does about its next push. */
	take(phone: string): RiderScript;
}

/** By the table at first. */
export function createRiderScripts(): RiderScripts {
	const set = new Map<string, readonly RiderScript[]>();
	const taken = new Map<string, number>();
	return {
		set(phone, scripts) {
			taken.delete(phone);
			if (scripts) set.set(phone, scripts);
			else set.delete(phone);
		},
		take(phone) {
			const count = taken.get(phone) ?? 0;
			taken.set(phone, count + 1);
			const scripts = set.get(phone) ?? set.get('*') ?? scriptsBySuffix[phone.slice(-4)] ?? [];
			return scripts[Math.min(count, scripts.length - 1)] ?? pays;
		},
	};
}
