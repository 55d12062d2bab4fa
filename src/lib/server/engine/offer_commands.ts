import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { insertAudit } from '../store/machine_rows.ts';
import {
	insertOffer,
	listOnOffer,
	loadStoredOffer,
	offersOfProduct,
	withdrawRow,
	type OfferContent,
	type OfferKind,
	type StoredOffer,
} from '../store/offer_catalogue.ts';
import { loadTemplate } from '../store/plan_setup_rows.ts';
import type { Statement } from '../store/statement.ts';
import { bodyHash } from './body_hash.ts';
import type { Engine } from './engine.ts';
import type { offerRefusals } from './offer_refusals.ts';
import { transact, type Draft } from './transact.ts';

/** Who changes what is for sale, and in which currencies they may. */
export interface OfferActor {
	readonly id: string;
	readonly currencies: readonly string[];
	/** Address. */
	readonly origin: string;
}

/** What is common to all changes: who, and a key that is unique per attempt of a person; a repeat gets the same answer. */
interface OfferRequest {
	readonly by: OfferActor;
	readonly key: string;
}

/** An offer by its kind and id. */
interface OfferName {
	readonly kind: OfferKind;
	readonly id: string;
}

type OfferDraft = Result<Draft<string>, keyof typeof offerRefusals>;

/** Puts something on offer, behind what is there; answers its id. Refuses OFFER_NUMBER_TAKEN and OFFER_TEMPLATE. */
export function addOffer(
	engine: Engine,
	{ content, by, key }: OfferRequest & { content: OfferContent },
): Promise<Result<string>> {
	return decide(engine, { by, key, body: { add: content } }, async () => {
		if (!by.currencies.includes(content.currency)) return refuse('OFFER_NOT_FOUND');
		const beside = await listOnOffer(engine.store.db, content);
		const position = Math.max(-1, ...beside.map((offer) => offer.position)) + 1;
		return place(engine, { content, position, by, replaces: null });
	});
}

/**
 * Takes an offer off and puts another one in its place, so that what was sold goes on saying what it said; answers the new one's id.
 * Refuses OFFER_NOT_FOUND, OFFER_WITHDRAWN where somebody was faster, and what `addOffer` refuses.
 */
export function changeOffer(
	engine: Engine,
	{ id, content, by, key }: OfferRequest & { id: string; content: OfferContent },
): Promise<Result<string>> {
	return decide(engine, { by, key, body: { change: id, to: content } }, async () => {
		const offer = await standing(engine, { kind: content.kind, id }, by);
		if (!offer.ok) return offer;
		if (offer.value.content.currency !== content.currency) return refuse('OFFER_NOT_FOUND');
		return place(engine, { content, position: offer.value.position, by, replaces: offer.value });
	});
}

/** Takes an offer off; sales of it stay as they are. Answers its id. Refuses OFFER_NOT_FOUND and OFFER_WITHDRAWN. */
export function withdrawOffer(
	engine: Engine,
	{ kind, id, by, key }: OfferRequest & OfferName,
): Promise<Result<string>> {
	return decide(engine, { by, key, body: { withdraw: id, kind } }, async () => {
		const offer = await standing(engine, { kind, id }, by);
		return offer.ok ? ok({ statements: withdrawn(engine, offer.value, by), answer: id }) : offer;
	});
}

/**
 * Offers again what was withdrawn, as it was, in place of what its product stands as now; answers the new id.
 * Refuses OFFER_NOT_FOUND, and OFFER_NUMBER_TAKEN for what was never withdrawn.
 */
export function putBackOffer(engine: Engine, { kind, id, by, key }: OfferRequest & OfferName): Promise<Result<string>> {
	return decide(engine, { by, key, body: { putBack: id, kind } }, async () => {
		const offer = await known(engine, { kind, id }, by);
		if (!offer) return refuse('OFFER_NOT_FOUND');
		const { content, position, withdrawnAt } = offer;
		if (withdrawnAt === null) return refuse('OFFER_NUMBER_TAKEN', { number: content.erpId, offer: content.name });
		const rows = await offersOfProduct(engine.store.db, content);
		const replaces = rows.find((row) => row.withdrawnAt === null) ?? null;
		return place(engine, { content, position: replaces?.position ?? position, by, replaces });
	});
}

async function decide(
	engine: Engine,
	{ by, key, body }: OfferRequest & { body: unknown },
	attempt: () => Promise<OfferDraft>,
): Promise<Result<string>> {
	const done = await transact(engine, { scope: `offer:${by.id}`, key, bodyHash: bodyHash(body) }, attempt);
	return done.ok ? ok(done.value.answer) : done;
}

async function known(engine: Engine, { kind, id }: OfferName, by: OfferActor): Promise<StoredOffer | null> {
	const offer = await loadStoredOffer(engine.store.db, kind, id);
	return offer && by.currencies.includes(offer.content.currency) ? offer : null;
}

async function standing(
	engine: Engine,
	name: OfferName,
	by: OfferActor,
): Promise<Result<StoredOffer, 'OFFER_NOT_FOUND' | 'OFFER_WITHDRAWN'>> {
	const offer = await known(engine, name, by);
	if (!offer) return refuse('OFFER_NOT_FOUND');
	return offer.withdrawnAt === null ? ok(offer) : refuse('OFFER_WITHDRAWN', { offer: offer.content.name });
}

/** The new row's id counts what there has been of its product: of two people at once, whom the same number comes to, one wins. */
async function place(
	engine: Engine,
	{
		content,
		position,
		by,
		replaces,
	}: Pick<StoredOffer, 'content' | 'position'> & {
		by: OfferActor;
		replaces: StoredOffer | null;
	},
): Promise<OfferDraft> {
	const { kind, currency, erpId, name, priceMinor } = content;
	if (kind === 'plan') {
		const template = await loadTemplate(engine.store.db, content.templateId);
		if (template?.currency !== currency) return refuse('OFFER_TEMPLATE', { currency });
	}
	const rows = await offersOfProduct(engine.store.db, content);
	const taken = rows.find((row) => row.withdrawnAt === null && row.id !== replaces?.id);
	if (taken) return refuse('OFFER_NUMBER_TAKEN', { number: erpId, offer: taken.content.name });
	const prefix = kind === 'package' ? 'pkg' : 'plan';
	const id = `${prefix}-${currency.toLowerCase()}-${erpId}-${rows.length + 1}`;
	const detail = { kind, name, priceMinor, currency, replaces: replaces?.id ?? null };
	return ok({
		statements: [
			...(replaces ? withdrawn(engine, replaces, by) : []),
			insertOffer({ id, position, content }),
			audit(engine, by, { id: `aud-offer-${id}`, action: 'offer.placed', subject: id, detail }),
		],
		answer: id,
	});
}

/** The audit entry is the lock: a row is withdrawn once, so that of two people at once one wins. */
function withdrawn(engine: Engine, { id, content }: StoredOffer, by: OfferActor): Statement[] {
	const { kind, name, priceMinor, currency } = content;
	return [
		withdrawRow(kind, id, engine.clock()),
		audit(engine, by, {
			id: `aud-withdraw-${kind}-${id}`,
			action: 'offer.withdrawn',
			subject: id,
			detail: { kind, name, priceMinor, currency },
		}),
	];
}

function audit(
	engine: Engine,
	by: OfferActor,
	entry: { id: string; action: string; subject: string; detail: Readonly<Record<string, unknown>> },
): Statement {
	return insertAudit({ ...entry, at: engine.clock(), actorId: by.id, stationId: null, origin: by.origin });
}
