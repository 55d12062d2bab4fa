import { stationLiveResponse } from '#lib/server/actions/manage_stations_live.ts';
import type { RequestHandler } from './$types';

/** Server-sent events: the version of the station's view, whenever it changes. */
export const GET: RequestHandler = (event) => stationLiveResponse(event, event.params.id);
