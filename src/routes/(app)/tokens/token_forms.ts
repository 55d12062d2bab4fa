import * as v from 'valibot';
import { idText, safeText } from '#lib/kernel/schemas.ts';
import type { TokenScope } from '#lib/server/auth/token_scopes.ts';
import { m } from '#lib/words/generated/messages.js';

/** Days after which a token may expire; none lasts for ever. */
export const lifetimesDays = ['1', '7', '30', '90', '365'] as const;

/** What a new token is to be, with scopes of those that whoever makes it may give. */
export function createForm(scopes: readonly TokenScope[]) {
	return v.object({
		userId: v.pipe(
			v.string(),
			v.nonEmpty(() => m.tokens_account_choose()),
			idText,
		),
		name: v.message(safeText(80), () => m.tokens_name_missing()),
		scopes: v.pipe(
			v.array(v.picklist(scopes)),
			v.minLength(1, () => m.tokens_scopes_missing()),
		),
		lifetimeDays: v.picklist(lifetimesDays),
	});
}

/** Which token is to end. */
export const revokeForm = v.object({ tokenId: idText });
