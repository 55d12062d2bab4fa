import { fillMessage, type Refusal, type RefusalRow } from '#lib/kernel/result.ts';
import { kinds } from '#lib/kinds/index.ts';
import { operationRefusals } from './refusals.ts';

/** The row of a refusal in the operations' own table or in that of a kind; undefined if none has it. */
export function refusalRow(code: string): RefusalRow | undefined {
	const tables: Readonly<Record<string, RefusalRow>>[] = [
		operationRefusals,
		...Object.values(kinds).map((kind) => kind.refusals),
	];
	return tables.map((table) => (Object.hasOwn(table, code) ? table[code] : undefined)).find((row) => row !== undefined);
}

/** The words and the way on of a refusal, for a reply's metadata. */
export function describeRefusal(refusal: Refusal): Readonly<Record<string, unknown>> {
	const row = refusalRow(refusal.code);
	if (!row) return { params: refusal.params };
	return {
		message: fillMessage(row.message, refusal.params),
		recovery_action: row.recoveryAction,
		params: refusal.params,
	};
}
