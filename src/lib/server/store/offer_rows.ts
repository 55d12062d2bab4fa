import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Offer, PackageComponent, PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import type { FactNeeds } from '#lib/session/kind.ts';
import { loadTemplate } from './plan_setup_rows.ts';
import { planProducts, salePackages } from './schema_offers.ts';
import { currencyOfStation } from './station_currency.ts';
import type { Db } from './store.ts';

/** What can be bought in a currency now. */
export interface Offers {
	readonly packages: readonly SalePackage[];
	readonly products: readonly PlanProduct[];
}

/** Lists what is on offer in a currency, in its own order. */
export async function listOffers(db: Db, currency: string): Promise<Offers> {
	const packages = db
		.select()
		.from(salePackages)
		.where(and(eq(salePackages.currency, currency), isNull(salePackages.withdrawnAt)))
		.orderBy(asc(salePackages.position), asc(salePackages.id));
	const products = db
		.select()
		.from(planProducts)
		.where(and(eq(planProducts.currency, currency), isNull(planProducts.withdrawnAt)))
		.orderBy(asc(planProducts.position), asc(planProducts.id));
	const [packageRows, productRows] = await Promise.all([packages, products]);
	return { packages: packageRows.map(toPackage), products: productRows.map(toProduct) };
}

/** Package, plan product and its services by their ids, null for what is not on offer; and the currency of the station that sells. */
export async function loadOffer(db: Db, asked: NonNullable<FactNeeds['offer']>): Promise<Offer> {
	const [found, product, stationCurrency] = await Promise.all([
		asked.packageId === null ? undefined : packageById(db, asked.packageId),
		asked.productId === null ? undefined : productById(db, asked.productId),
		asked.stationId === null ? null : currencyOfStation(db, asked.stationId),
	]);
	const template = product ? await loadTemplate(db, product.templateId) : null;
	return {
		stationCurrency,
		package: found ? toPackage(found) : null,
		product: product ? toProduct(product) : null,
		services: template && template.currency === product?.currency ? template.services : null,
	};
}

function packageById(db: Db, id: string) {
	return db
		.select()
		.from(salePackages)
		.where(and(eq(salePackages.id, id), isNull(salePackages.withdrawnAt)))
		.limit(1)
		.then(([row]) => row);
}

function productById(db: Db, id: string) {
	return db
		.select()
		.from(planProducts)
		.where(and(eq(planProducts.id, id), isNull(planProducts.withdrawnAt)))
		.limit(1)
		.then(([row]) => row);
}

/** A row of `sale_packages` as it is sold. */
export function toPackage(row: typeof salePackages.$inferSelect): SalePackage {
	const { id, erpId, name, priceMinor, currency, componentsJson } = row;
	return { id, erpId, name, priceMinor, currency, components: JSON.parse(componentsJson) as PackageComponent[] };
}

/** A row of `plan_products` as it is sold. */
export function toProduct(row: typeof planProducts.$inferSelect): PlanProduct {
	const { id, erpId, name, priceMinor, currency, period, templateId } = row;
	return { id, erpId, name, priceMinor, currency, period: period as PlanProduct['period'], templateId };
}
