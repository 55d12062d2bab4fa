/** How the sandbox misbehaves. */
export interface Misbehaviour {
	/**
	 * down: closes the connection; error_500 and html: a proxy's page, nothing done; busy: 429; locked: another transaction holds the record; denied: forgets who asks;
	 * refuse: ValidationError; lose_answer: does it and closes the connection; slow and late: waits before or after doing it;
	 * huge: does it and answers far too much.
	 */
	readonly kind: (typeof misbehaviourKinds)[number];
	/** The calls it is for; all of them if unset. Signing in over JSON-RPC is `common.authenticate`. */
	readonly model?: string | undefined;
	readonly method?: string | undefined;
	/** How many calls; all until it is forgiven if unset. */
	readonly times?: number | undefined;
	/** Of slow and late. */
	readonly delayMs?: number | undefined;
	/** Of refuse. */
	readonly message?: string | undefined;
}

export const misbehaviourKinds = [
	'down',
	'error_500',
	'html',
	'busy',
	'locked',
	'denied',
	'refuse',
	'lose_answer',
	'slow',
	'late',
	'huge',
] as const;

/** Keeps the one rule of a sandbox. */
export interface Misbehaviours {
	/** Replaces the rule; null forgives. */
	set(rule: Misbehaviour | null): void;
	/** The rule for this call, counted down, or null. */
	take(call: { readonly model: string; readonly method: string }): Misbehaviour | null;
}

/** Without a rule at first. */
export function createMisbehaviours(): Misbehaviours {
	let current: Misbehaviour | null = null;
	let left = 0;
	return {
		set(rule) {
			current = rule;
			left = rule?.times ?? Infinity;
		},
		take({ model, method }) {
			if (!current || left < 1) return null;
			if ((current.model ?? model) !== model || (current.method ?? method) !== method) return null;
			left--;
			return current;
		},
	};
}
