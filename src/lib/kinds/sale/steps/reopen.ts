import * as v from 'valibot';
import { ok } from '#lib/kernel/result.ts';
import type { SaleEvent } from '../events.ts';
import type { SaleState } from '../machine.ts';
import { saleStep } from '../sale_step.ts';

type Reopened = Extract<SaleEvent['type'], `${string}_reopened`>;

/** The undo of a step: what was entered stays to be changed. */
const reopening = (type: Reopened, states: readonly SaleState[]) =>
	saleStep({
		states,
		permission: 'sale.run',
		input: v.object({}),
		needs: () => ({}),
		decide: ({ now }) => ok({ events: [{ type, at: now }] }),
	});

/** Back to who buys. */
export const reopenCustomer = reopening('customer_reopened', ['package', 'plan', 'preview']);

/** Back to what is bought. */
export const reopenPackage = reopening('package_reopened', ['plan', 'preview']);

/** Back to the subscription. */
export const reopenPlan = reopening('plan_reopened', ['preview']);

/** Back to which battery goes out. */
export const reopenBattery = reopening('battery_reopened', ['hand_over']);
