import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';

/** The station at which a shift starts. */
export const shiftForm = v.object({ stationId: v.pipe(v.string(), v.nonEmpty('Choose a station'), idText) });
