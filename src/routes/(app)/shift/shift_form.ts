import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';

/** The station at which a shift starts. */
export const shiftForm = v.object({ stationId: v.message(idText, 'Choose a station') });
