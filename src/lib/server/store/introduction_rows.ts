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
			case 'closed_plan':
				return [{ sql: "UPDATE plans SET status = 'CANCELLED' WHERE id = ?", args: [introduction.planId] }];
		}
	});
}

/** A correction changes the account's address as long as nobody has signed in with it. */
function riderRows({ customerId, name, phone, email }: NewRider, at: number): Statement[] {
	const customer: Statement = {
		sql: 'INSERT INTO customers (id, name, phone, email, search_text, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email, search_text = excluded.search_text',
		args: [customerId, name, phone, email, `${name} ${phone}`.toLowerCase(), at],
	};
	const id = accountOf(customerId);
	const unused = 'DELETE FROM users WHERE id = ? AND password_hash IS NULL';
	if (email === null) return [customer, { sql: unused, args: [id] }];
	return [
		customer,
		{
			sql: "INSERT INTO users (id, email, name, role, customer_id, created_at) VALUES (?, ?, ?, 'rider', ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = iif(users.password_hash IS NULL, excluded.email, users.email)",
			args: [id, email, name, customerId, at],
		},
	];
}

function planRows(plan: NewPlan, { cause, at }: { cause: string; at: number }): Statement[] {
	const { planId, customerId, name, templateId, currency, dueMinor, services } = plan;
	const isDue = dueMinor > 0;
	const paymentState = isDue ? 'DEPOSIT_DUE' : 'CURRENT';
	return [
		{
			sql: "INSERT INTO plans (id, customer_id, name, template_id, status, currency, service_state, payment_state, service_account_id, payment_account_id, due_minor, version) VALUES (?, ?, ?, ?, 'ACTIVE', ?, 'WAIT_BATTERY_ISSUE', ?, ?, ?, ?, 1)",
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
