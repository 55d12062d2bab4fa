import { maskPhone } from '#lib/kernel/phone.ts';
import { kindOf, type AnyKind } from '#lib/kinds/index.ts';
import { loadEvents, loadSession, type StoredEvent } from '#lib/server/store/load_session.ts';
import { loadNames, loadPayments, loadStation, type ReportPayment } from '#lib/server/store/session_report_detail.ts';
import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { Db } from '#lib/server/store/store.ts';
import { printDocument } from '#lib/session/draft.ts';
import { tellNote } from '#lib/session/tell_note.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { EventWords, ReportSection } from '#lib/session/report.ts';
import { recordReading, type Reader, type ReportParts } from './record_reading.ts';

/** An event of the timeline: what, when and who. */
export interface ToldEvent extends EventWords {
	readonly seq: number;
	/** As it is stored. */
	readonly type: string;
	readonly at: number;
	/** Null for what the clock did. */
	readonly by: string | null;
}

/** A session with all that those who manage it may want to know. */
export interface SessionDetail {
	readonly session: Omit<SessionRecord, 'data' | 'flow' | 'draft'>;
	readonly customerId: string | null;
	/** Null where the session belongs to none. */
	readonly station: ReportStation | null;
	readonly sections: readonly ReportSection[];
	readonly events: readonly ToldEvent[];
	readonly payments: readonly (ReportPayment & { readonly by: string })[];
	/** The document of the spec, with phone numbers masked. */
	readonly document: Readonly<Record<string, unknown>>;
}

/** Which session somebody asks for. */
export interface DetailRequest {
	readonly id: string;
	readonly mayRead: (session: SessionRecord) => boolean;
	readonly reader: Reader;
}

/** Reads a session and records who did; null if there is none, or none for this reader. */
export async function readSessionDetail(parts: ReportParts, request: DetailRequest): Promise<SessionDetail | null> {
	const { db } = parts.store;
	const session = asOf(await loadSession(db, request.id), parts.clock());
	if (!session || !request.mayRead(session)) return null;
	const kind = kindOf(session.kind);
	const { customerId } = kind.summary(session.data);
	await recordReading(parts, request.reader, {
		action: 'session.read',
		subject: session.id,
		stationId: session.actor.station,
		detail: { customerId },
	});
	const { data: _data, flow: _flow, draft: _draft, ...head } = session;
	return {
		session: head,
		customerId,
		sections: kind.sections(session.data),
		document: withMaskedPhones(printDocument(kind, session)),
		...(await loadAround(db, kind, session)),
	};
}

async function loadAround(db: Db, kind: AnyKind, session: SessionRecord) {
	const [station, events, payments] = await Promise.all([
		loadStation(db, session.actor.station),
		loadEvents(db, session.id, session.version),
		loadPayments(db, session.id),
	]);
	const names = await loadNames(
		db,
		[...events, ...payments].map(({ actorId }) => actorId),
	);
	const nameOf = (id: string) => names.get(id) ?? id;
	return {
		station,
		events: events.map((event) => ({
			...tell(kind, event),
			seq: event.seq,
			type: event.type,
			at: event.at,
			by: event.actorId === 'system' ? null : nameOf(event.actorId),
		})),
		payments: payments.map((payment) => ({ ...payment, by: nameOf(payment.actorId) })),
	};
}

/** The event in its kind's words; a type that the kind does not know is shown by its code. */
function tell(kind: AnyKind, { type, at, data }: StoredEvent): EventWords {
	if (type === 'session_created') return { title: 'Session started' };
	const event = { ...data, type, at };
	return tellNote(event) ?? kind.tell(event) ?? { title: type };
}

/** The session as it stands now: the clock ends it, whether or not a sweep has written that down. */
function asOf(session: SessionRecord | null, now: number): SessionRecord | null {
	return session?.status === 'active' && session.expiresAt <= now ? { ...session, status: 'expired' } : session;
}

function withMaskedPhones(document: SessionDetail['document']): SessionDetail['document'] {
	const print = JSON.stringify(document, (key, value: unknown) =>
		key === 'phone' && typeof value === 'string' ? maskPhone(value) : value,
	);
	return JSON.parse(print) as SessionDetail['document'];
}
