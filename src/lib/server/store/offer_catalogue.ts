import { sql, type SQL } from 'drizzle-orm';
import type { PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import { toPackage, toProduct } from './offer_rows.ts';
import { planTemplates } from './schema.ts';
import { planProducts, salePackages } from './schema_offers.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** What an offer says, whatever its id: a package that is bought once, or a subscription that is paid for each period. */
export type OfferContent =
	({ readonly kind: 'package' } & Omit<SalePackage, 'id'>) | ({ readonly kind: 'plan' } & Omit<PlanProduct, 'id'>);

export type OfferKind = OfferContent['kind'];

/** An offer as it is stored. A row is withdrawn once and for all: what takes its place, or puts it back, is another row. */
export interface StoredOffer {
	readonly id: string;
	/** Its place among the offers of its kind and currency. */
	readonly position: number;
	/** UTC milliseconds; null while it is on offer. */
	readonly withdrawnAt: number | null;
	readonly content: OfferContent;
}

/** Which offers of a currency are meant. */
interface OfferFilter {
	readonly kind: OfferKind;
	readonly currency: string;
}

/** The most offers in one list. */
const listLimit = 200;
const withdrawnLimit = 20;
/** The most changes of one product. */
const revisionLimit = 10_000;

/** Lists what is on offer in a currency, in its own order. */
export function listOnOffer(db: Db, { kind, currency }: OfferFilter): Promise<StoredOffer[]> {
	const where = sql`currency = ${currency} and withdrawn_at is null`;
	return select(db, kind, { where, order: sql`position, id`, limit: listLimit });
}

/** Lists what was withdrawn of a currency, the latest first. */
export function listWithdrawn(db: Db, { kind, currency }: OfferFilter): Promise<StoredOffer[]> {
	const where = sql`currency = ${currency} and withdrawn_at is not null`;
	return select(db, kind, { where, order: sql`withdrawn_at desc, id desc`, limit: withdrawnLimit });
}

/** The offer of an id, on offer or not; null if there is none. */
export async function loadStoredOffer(db: Db, kind: OfferKind, id: string): Promise<StoredOffer | null> {
	const [found] = await select(db, kind, { where: sql`id = ${id}`, order: sql`id`, limit: 1 });
	return found ?? null;
}

/** All rows that there have been of a product of the ERP in a currency, the oldest first. */
export function offersOfProduct(db: Db, { kind, currency, erpId }: OfferFilter & { erpId: number }) {
	const where = sql`currency = ${currency} and erp_id = ${erpId}`;
	return select(db, kind, { where, order: sql`withdrawn_at is null, withdrawn_at, id`, limit: revisionLimit });
}

/** The templates of a currency, which subscriptions can be made from, by name. */
export function listTemplates(db: Db, currency: string): Promise<{ id: string; name: string }[]> {
	return db
		.select({ id: planTemplates.id, name: planTemplates.name })
		.from(planTemplates)
		.where(sql`${planTemplates.currency} = ${currency}`)
		.orderBy(planTemplates.name, planTemplates.id)
		.limit(listLimit);
}

/** Stores an offer. Of two with one id one wins. */
export function insertOffer({ id, position, content }: Omit<StoredOffer, 'withdrawnAt'>): Statement {
	const { erpId, name, priceMinor, currency } = content;
	const args = [id, erpId, name, priceMinor, currency, position];
	return content.kind === 'package'
		? {
				sql: 'INSERT INTO sale_packages (id, erp_id, name, price_minor, currency, position, components_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
				args: [...args, JSON.stringify(content.components)],
			}
		: {
				sql: 'INSERT INTO plan_products (id, erp_id, name, price_minor, currency, position, period, template_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
				args: [...args, content.period, content.templateId],
			};
}

/** Takes an offer off; one that is off already stays as it is. */
export function withdrawRow(kind: OfferKind, id: string, at: number): Statement {
	const table = kind === 'package' ? 'sale_packages' : 'plan_products';
	return { sql: `UPDATE ${table} SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL`, args: [at, id] };
}

async function select(
	db: Db,
	kind: OfferKind,
	{ where, order, limit }: { where: SQL; order: SQL; limit: number },
): Promise<StoredOffer[]> {
	return kind === 'package'
		? (await db.select().from(salePackages).where(where).orderBy(order).limit(limit)).map(readPackage)
		: (await db.select().from(planProducts).where(where).orderBy(order).limit(limit)).map(readPlan);
}

function readPackage(row: typeof salePackages.$inferSelect): StoredOffer {
	const { id, ...offer } = toPackage(row);
	const { position, withdrawnAt } = row;
	return { id, position, withdrawnAt, content: { kind: 'package', ...offer } };
}

function readPlan(row: typeof planProducts.$inferSelect): StoredOffer {
	const { id, ...offer } = toProduct(row);
	const { position, withdrawnAt } = row;
	return { id, position, withdrawnAt, content: { kind: 'plan', ...offer } };
}
