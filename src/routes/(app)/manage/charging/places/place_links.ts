const path = '/manage/charging/places';

/** Where the stations are listed. */
export const placesHref = path;

/** A station's page. */
export function placeHref(stationId: string): string {
	return `${path}/${encodeURIComponent(stationId)}`;
}

/** A connector's page. */
export function connectorHref(stationId: string, id: string): string {
	return `${placeHref(stationId)}/${encodeURIComponent(id)}`;
}
