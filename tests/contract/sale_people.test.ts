import { drizzle } from 'drizzle-orm/libsql';
import { describe, expect, test } from 'vitest';
import { salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import { findPeople } from '#lib/server/store/find_people.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { dayMs } from './operations_world.ts';
import { openSaleWorld, rider, saleIn } from './sale_world.ts';

/** Somebody who buys again: they are found however many customers there are, and an old sale does not keep them from a new one. */

describe.each(databases)('a known rider on a %s', (kind) => {
	const open = async () => openSaleWorld(await (await makeDatabase(kind)).open());

	test('is found by phone, by e-mail address and by that of their account, by phone first', async () => {
		const { store } = await open();
		const person = 'INSERT INTO customers (id, name, phone, email, search_text, created_at) VALUES (?, ?, ?, ?, ?, ?)';
		const account =
			"INSERT INTO users (id, email, name, role, customer_id, created_at) VALUES (?, ?, ?, 'rider', ?, 0)";
		await store.writer.commit([
			{ sql: person, args: ['c-account', 'Account', '254700000001', 'old@example.com', '', 3] },
			{ sql: account, args: ['u-account', 'jane@example.com', 'Account', 'c-account'] },
			{ sql: person, args: ['c-email', 'Email', '254700000002', 'jane@example.com', '', 2] },
			{ sql: person, args: ['c-phone', 'Phone', '254700000003', null, '', 1] },
			{ sql: person, args: ['c-other', 'Other', '254700000004', 'other@example.com', '', 4] },
			{ sql: account, args: ['u-other', 'another@example.com', 'Other', 'c-other'] },
		]);
		const found = await findPeople(store.db, { phone: '254700000003', email: 'jane@example.com' });
		expect(found.map(({ customerId, matched, email, hasAccount }) => [customerId, matched, email, hasAccount])).toEqual(
			[
				['c-phone', 'phone', null, false],
				['c-account', 'email', 'jane@example.com', true],
				['c-email', 'email', 'jane@example.com', false],
			],
		);
		expect(await findPeople(store.db, { phone: '254700000009', email: null })).toEqual([]);
	});

	test('is looked up by indexes alone, so that a lookup does not grow with the customers', async () => {
		const { store } = await open();
		const asked: { sql: string; args: string[] }[] = [];
		const logger = { logQuery: (sql: string, args: unknown[]) => void asked.push({ sql, args: args as string[] }) };
		const db = drizzle(store.client, { logger });
		await findPeople(db, { phone: '254700000003', email: 'jane@example.com' });
		expect(asked).toHaveLength(1);
		for (const query of asked) {
			const { rows } = await store.client.execute({ ...query, sql: `EXPLAIN QUERY PLAN ${query.sql}` });
			const steps = rows.map(({ detail }) => detail as string);
			expect(steps.filter((step) => step.startsWith('SEARCH')).length).toBeGreaterThan(0);
			expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
		}
	});

	test('begins a new sale though an old one of theirs is over and nobody has ended it yet', async () => {
		const first = await open();
		await first.order();
		first.pass(dayMs + 1);
		const second = await saleIn(first, salesperson);
		await second.step('register_customer', { ...rider, customerId: `customer-${first.saleId}` });
		expect(await second.standsAt()).toMatchObject({ state: 'package', status: 'active' });
		expect(await first.standsAt()).toMatchObject({ status: 'expired' });
	});

	test('is refused a second sale while the first is open', async () => {
		const first = await open();
		await first.order();
		const second = await saleIn(first, salesperson);
		const taken = await second.take(second.saleId, 'register_customer', {
			key: 'k',
			input: { ...rider, customerId: `customer-${first.saleId}` },
			actor: salesperson,
		});
		expect(taken).toMatchObject({ code: 'SESSION_ALREADY_ACTIVE' });
		expect(await first.standsAt()).toMatchObject({ status: 'active' });
	});
});
