import { ok } from '#lib/kernel/result.ts';
import { readOcpiCdrs, readOcpiSessions, type OcpiPage } from '../../reports/ocpi_lists.ts';
import { answerOcpi, type OcpiEvent } from './answer_ocpi.ts';
import { parseListQuery, printKey, type ListQuery } from './list_query.ts';
import { ocpiAddress, type OcpiModule } from './ocpi_address.ts';
import { routedBack } from './routing_headers.ts';

/** `GET /api/ocpi/2.2.1/sessions`: sessions of charging, by when they last changed. Spec: OCPI 2.2.1, Sessions, Sender Interface. */
export function ocpiSessionsResponse(event: OcpiEvent): Promise<Response> {
	return listResponse(event, 'sessions', readOcpiSessions);
}

/** `GET /api/ocpi/2.2.1/cdrs`: charge detail records, by when they were written. Spec: OCPI 2.2.1, CDRs, Sender Interface. */
export function ocpiCdrsResponse(event: OcpiEvent): Promise<Response> {
	return listResponse(event, 'cdrs', readOcpiCdrs);
}

type Read = typeof readOcpiSessions | typeof readOcpiCdrs;

async function listResponse(event: OcpiEvent, list: OcpiModule, read: Read): Promise<Response> {
	const answer = await answerOcpi(event, async ({ app, person, reach, address, url }) => {
		const query = parseListQuery(url.searchParams);
		if (!query.ok) return query;
		const reader = { id: person.id, address };
		const page = await read(app.engine, { party: app.env.ocpi, reach, reader, page: query.value });
		const next = nextPage(url.searchParams, query.value, page);
		const headers = {
			'x-total-count': String(page.total),
			'x-limit': String(query.value.limit),
			...(next && { link: `<${ocpiAddress(app.env.origin, list)}?${next.toString()}>; rel="next"` }),
		};
		return ok({ data: page.objects, headers });
	});
	return routedBack(answer, event.request, event.locals.app.env.ocpi);
}

/** The parameters of the page after this one; null after the last. */
function nextPage(
	params: URLSearchParams,
	{ offset, limit }: ListQuery,
	{ next, total }: Pick<OcpiPage<unknown>, 'next' | 'total'>,
): URLSearchParams | null {
	if (!next) return null;
	const filters = ['date_from', 'date_to'].flatMap((name) => {
		const value = params.get(name);
		return value === null ? [] : [[name, value]];
	});
	const place = { offset: String(offset + limit), limit: String(limit), after: printKey(next, total) };
	return new URLSearchParams([...filters, ...Object.entries(place)]);
}
