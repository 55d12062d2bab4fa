import { error } from '@sveltejs/kit';
import { fillMessage } from '#lib/kernel/result.ts';
import type { App } from '../app.ts';
import { requireReach, type GuardedEvent } from '../auth/guard.ts';
import { exportSessions } from '../reports/export_sessions.ts';
import { reportRefusals } from '../reports/refusals.ts';

interface ExportEvent extends GuardedEvent {
	readonly locals: GuardedEvent['locals'] & { readonly app: App };
	getClientAddress(): string;
}

/**
 * The sessions that the address asks for as a CSV download; `X-Total-Count` is the number of its lines after the first.
 * Throws a redirect to sign in, a 404, or a 400 that says what is wrong with the filter.
 */
export async function sessionExportResponse(event: ExportEvent): Promise<Response> {
	const { person, reach } = requireReach(event, 'session.export');
	const outcome = await exportSessions(event.locals.app.engine, {
		reach,
		params: event.url.searchParams,
		reader: { id: person.id, address: event.getClientAddress() },
	});
	if (!outcome.ok) {
		const { http, message } = reportRefusals[outcome.code];
		error(http, fillMessage(message, outcome.params));
	}
	const { stream, rowCount, fileName } = outcome.value;
	return new Response(stream, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${fileName}"`,
			'cache-control': 'no-store',
			'x-total-count': String(rowCount),
		},
	});
}
