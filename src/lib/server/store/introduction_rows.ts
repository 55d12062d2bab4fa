import { accountOf, type Introduction, type NewPlan, type NewRider } from '#lib/plan/introduction.ts';
import { setupRows } from './plan_setup_rows.ts';
import type { Statement } from './statement.ts';

/** The rows of what a decision introduces; they go before all that names them. */
export function introductionRows(
	introductions: readonly Introduction[],
	{ cause, at }: { cause: string; at: number },
): Statement[] {
	return introductions.flatMap((introduction) => {
		switch (introduction.introduces) {
			case 'rider':
				return riderRows(introduction, at);
			case 'plan':
				return planRows(introduction, { cause, at });
			case 'withdrawn_rider':
				return withoutAccount(introduction.customerId);
			case 'opened_plan':
				return [{ sql: "UPDATE plans SET status = 'ACTIVE' WHERE id = ?", args: [introduction.planId] }];
			case 'closed_plan':
				return [{ sql: "UPDATE plans SET status = 'CANCELLED' WHERE id = ?", args: [introduction.planId] }];
		}
	});
}

/** An id that somebody bears already is a conflict, unless it is a correction. */
function riderRows({ customerId, name, phone, email, isCorrection }: NewRider, at: number): Statement[] {
	const searchText = `${name} ${phone}`.toLowerCase();
	const customer: Statement = isCorrection
		? {
				sql: 'UPDATE customers SET name = ?, phone = ?, email = ?, search_text = ? WHERE id = ?',
				args: [name, phone, email, searchText, customerId],
			}
		: {
				sql: 'INSERT INTO customers (id, name, phone, email, search_text, created_at) VALUES (?, ?, ?, ?, ?, ?)',
				args: [customerId, name, phone, email, searchText, at],
			};
	if (email === null) return [customer, ...withoutAccount(customerId)];
	const id = accountOf(customerId);
	return [
		customer,
		// A link that was mailed to another address opens nothing any more.
		{
			sql: 'DELETE FROM account_links WHERE user_id = (SELECT id FROM users WHERE id = ? AND customer_id = ? AND password_hash IS NULL AND email <> ?)',
			args: [id, customerId, email],
		},
		{
			sql: "INSERT INTO users (id, email, name, role, customer_id, created_at) VALUES (?, ?, ?, 'rider', ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email WHERE users.customer_id = excluded.customer_id AND users.password_hash IS NULL",
			args: [id, email, name, customerId, at],
		},
	];
}

/** Takes the account away that nobody has signed in with, and the links by which somebody could. */
function withoutAccount(customerId: string): Statement[] {
	const args = [accountOf(customerId), customerId];
	const unused = 'id = ? AND customer_id = ? AND password_hash IS NULL';
	return [
		{ sql: `DELETE FROM account_links WHERE user_id = (SELECT id FROM users WHERE ${unused})`, args },
		{ sql: `DELETE FROM users WHERE ${unused}`, args },
	];
}

function planRows(plan: NewPlan, { cause, at }: { cause: string; at: number }): Statement[] {
	const { planId, customerId, name, templateId, currency, dueMinor, services } = plan;
	const isDue = dueMinor > 0;
	const paymentState = isDue ? 'DEPOSIT_DUE' : 'CURRENT';
	return [
		{
			sql: "INSERT INTO plans (id, customer_id, name, template_id, status, currency, service_state, payment_state, service_account_id, payment_account_id, due_minor, version) VALUES (?, ?, ?, ?, 'ORDERED', ?, 'WAIT_BATTERY_ISSUE', ?, ?, ?, ?, 1)",
			args: [
				planId,
				customerId,
				name,
				templateId,
				currency,
				paymentState,
				`SA_${planId}`,
				`PA_${planId}`,
				isDue ? dueMinor : null,
			],
		},
		{
			sql: "UPDATE customers SET search_text = search_text || ' ' || ? WHERE id = ?",
			args: [planId.toLowerCase(), customerId],
		},
		{
			sql: 'INSERT INTO plan_events (plan_id, seq, inputs_json, service_state, payment_state, cause, at) VALUES (?, 1, ?, ?, ?, ?, ?)',
			args: [
				planId,
				JSON.stringify(['CONTRACT_SIGNED', ...(isDue ? [] : ['DEPOSIT_PAID'])]),
				'WAIT_BATTERY_ISSUE',
				paymentState,
				cause,
				at,
			],
		},
		...setupRows(planId, services, at),
	];
}
