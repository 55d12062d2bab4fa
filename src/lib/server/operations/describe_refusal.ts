import { fillMessage, type Refusal } from '#lib/kernel/result.ts';
import { kinds } from '#lib/kinds/index.ts';

/** The words and the way on of a refusal that a kind has in its table. */
export function describeRefusal(refusal: Refusal): Readonly<Record<string, unknown>> {
	const row = Object.values(kinds)
		.map((kind) => kind.refusals[refusal.code])
		.find((found) => found !== undefined);
	if (!row) return { params: refusal.params };
	return {
		message: fillMessage(row.message, refusal.params),
		recovery_action: row.recoveryAction,
		params: refusal.params,
	};
}
