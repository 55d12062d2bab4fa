import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';

/** The station at which a shift starts. */
export const shiftForm = v.object({
	stationId: v.pipe(
		v.string(),
		v.nonEmpty(() => m.shift_choose_station()),
		idText,
	),
});
