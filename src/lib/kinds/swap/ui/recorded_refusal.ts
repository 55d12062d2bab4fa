import type { StepRefusal } from '#lib/kinds/parts/ui/step_props.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { SwapData } from '../state.ts';

/** Why a hand-over was refused, as the swap recorded it, in the language of the page. */
export function recordedRefusal({ code, message, details }: NonNullable<SwapData['refusal']>): StepRefusal {
	const params = Object.fromEntries((details?.split(' | ') ?? []).map(nameAndValue));
	return { code, params, message: refusalText({ code, params, message }) };
}

/** «expected: 100042» as an entry. */
function nameAndValue(detail: string): [string, string] {
	const end = detail.indexOf(': ');
	return [detail.slice(0, end), detail.slice(end + 2)];
}
