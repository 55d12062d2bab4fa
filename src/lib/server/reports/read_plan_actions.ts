import {
	listPaymentActions,
	listServiceActions,
	loadPlanAccounts,
	type PaymentAction,
	type ServiceAction,
} from '#lib/server/store/list_actions.ts';
import { recordReading, type Reader, type ReportParts } from './record_reading.ts';

/** What was paid for a plan and what was rendered under it, newest first. */
export interface PlanActions {
	readonly payment_actions: readonly PaymentAction[];
	readonly service_actions: readonly ServiceAction[];
}

/** Which plan somebody asks for. */
export interface ActionsRequest {
	readonly planId: string;
	readonly mayRead: (customerId: string) => boolean;
	readonly reader: Reader;
}

/** Reads the PaymentActions and ServiceActions of a plan and records who did; null if there is none, or none for this reader. */
export async function readPlanActions(parts: ReportParts, request: ActionsRequest): Promise<PlanActions | null> {
	const { db } = parts.store;
	const { planId, mayRead, reader } = request;
	const accounts = await loadPlanAccounts(db, planId);
	if (!accounts || !mayRead(accounts.customerId)) return null;
	await recordReading(parts, reader, {
		action: 'plan.actions_read',
		subject: planId,
		stationId: null,
		detail: { customerId: accounts.customerId },
	});
	return {
		payment_actions: await listPaymentActions(db, planId, accounts.paymentAccountId),
		service_actions: await listServiceActions(db, planId, accounts.serviceAccountId),
	};
}
