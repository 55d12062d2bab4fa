import { maskPhone } from '#lib/kernel/phone.ts';
import { eq, like } from 'drizzle-orm';
import { customers, plans } from './schema.ts';
import type { Db } from './store.ts';

/** One plan of a customer who was found; the phone number is masked but for its last three digits. */
export interface FoundCustomer {
	readonly planId: string;
	readonly planName: string;
	readonly name: string;
	readonly maskedPhone: string;
	readonly status: string;
}

/** The most hits a search shows. */
const hitLimit = 20;

/** The fewest characters that are searched for: a bare country code would match everybody. */
const searchMinLength = 3;

/** The fewest digits of a phone number that are searched for. */
const phoneMinDigits = 6;

/** Finds plans by a part of the customer's name, or by the last six or more digits of the phone number, however it is written. */
export async function findCustomers(db: Db, text: string): Promise<FoundCustomer[]> {
	const name = text.trim().toLowerCase();
	if (name.length < searchMinLength) return [];
	const digits = name.replace(/\D/g, '').replace(/^0+/, '');
	const isPhone = /^[\d\s+()-]+$/.test(name);
	if (isPhone && digits.length < phoneMinDigits) return [];
	const rows = await db
		.select({
			planId: plans.id,
			planName: plans.name,
			name: customers.name,
			phone: customers.phone,
			status: plans.status,
		})
		.from(customers)
		.innerJoin(plans, eq(plans.customerId, customers.id))
		.where(isPhone ? like(customers.phone, `%${digits}`) : like(customers.searchText, `%${escapeLike(name)}%`))
		.orderBy(customers.name)
		.limit(hitLimit);
	return rows.map(({ phone, ...row }) => ({ ...row, maskedPhone: maskPhone(phone) }));
}

function escapeLike(text: string): string {
	return text.replace(/[%_]/g, ' ');
}
