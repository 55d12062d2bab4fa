/**
 * What a mail server does wrong. `refuse`: no such recipient (550). `reject`: the content is refused (554). `defer`: come back later (451).
 * `drop`: hangs up before it has the mail. `lose`: has the mail and hangs up before it says so. `silent`: never answers.
 */
export const mailTroubleKinds = ['refuse', 'reject', 'defer', 'drop', 'lose', 'silent'] as const;

export type MailTroubleKind = (typeof mailTroubleKinds)[number];

export interface MailTrouble {
	readonly kind: MailTroubleKind;
	/** How many mails it befalls; all without it. */
	readonly times?: number;
}

/** Troubles that were asked for, and those that an address asks for by itself. */
export interface MailTroubles {
	set(trouble: MailTrouble | null): void;
	/** The trouble of the next mail, or null; counts it. */
	take(address: string): MailTroubleKind | null;
}

/** Troubles over mails: `refuse@…`, `defer+2@…` and so on are in trouble whatever was asked for. */
export function createMailTroubles(): MailTroubles {
	let asked: MailTrouble | null = null;
	let left = 0;
	return {
		set(trouble) {
			asked = trouble;
			left = trouble?.times ?? Number.POSITIVE_INFINITY;
		},
		take(address) {
			const own = mailTroubleKinds.find((kind) => new RegExp(`^${kind}[+@]`).test(address));
			if (own) return own;
			if (asked === null || left <= 0) return null;
			left--;
			return asked.kind;
		},
	};
}
