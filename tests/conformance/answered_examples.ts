import type { Given } from './given.ts';
import { basicPlan, secondPlan, weeklyPlan } from './spec_plans.ts';

const weekly = weeklyPlan.planId;
const second = secondPlan.planId;
const basic = basicPlan.planId;

/** A message that the specification prints in answer to an example. */
export interface PrintedAnswer {
	/** Names the comparison in the table of differences. */
	readonly name: string;
	readonly topic: string;
	/** File of `printed/` with the payload, or with a part of it. */
	readonly file: string;
	/** Where in the payload the printed document stands; the whole payload where it is left out. */
	readonly part?: 'data';
	/** Correlation Data as printed; left out where the specification prints no MQTT properties. */
	readonly correlationData?: string;
	readonly responsePattern?: 'echo' | 'rtrn';
}

/** A printed request. */
export type RequestDocument = Record<string, unknown> & { data: Record<string, unknown> };

/** A request of the specification, what it presumes, and the answers printed with it. */
export interface AnsweredExample {
	/** File of `printed/`. */
	readonly file: string;
	readonly topic: string;
	/** What is changed of the printed request, where an error is printed and no request that provokes it. */
	readonly change?: (request: RequestDocument) => RequestDocument;
	readonly given: Given;
	readonly answers: readonly PrintedAnswer[];
}

/** The examples of seeds/002 whose answers are printed. */
export const answeredExamples: readonly AnsweredExample[] = [
	{
		file: 'identify_customer',
		topic: `emit/uxi/attendant/plan/${weekly}/identify_customer`,
		given: { holders: { BAT_NEW_ATT_002: 'rider' } },
		answers: [
			{
				name: 'identify_customer',
				topic: `echo/abs/service/plan/${weekly}/identify_customer`,
				file: 'identify_customer.reply',
				correlationData: 'att-customer-id-001',
				responsePattern: 'echo',
			},
		],
	},
	{
		file: 'identify_equipment',
		topic: `call/uxi/attendant/plan/${second}/identify_equipment`,
		given: { plan: secondPlan, holders: { 'BAT-IDEM-001': 'rider' } },
		answers: [
			{
				name: 'identify_equipment acknowledgement',
				topic: `rtrn/abs/attendant/plan/${second}/identify_equipment_response`,
				file: 'identify_equipment.acknowledgement',
				part: 'data',
			},
			{
				name: 'identify_equipment',
				topic: `echo/abs/service/plan/${second}/identify_equipment`,
				file: 'identify_equipment.reply',
				correlationData: 'att-equipment-id-001_abs_identify_equip',
				responsePattern: 'echo',
			},
		],
	},
	{
		file: 'validate_customer',
		topic: `call/uxi/attendant/plan/${weekly}/validate_customer`,
		given: {},
		answers: [
			{
				name: 'validate_customer',
				topic: `echo/abs/service/plan/${weekly}/validate_customer_status`,
				file: 'validate_customer.reply',
				correlationData: 'att-customer-val-wersr3_abs_customer_status',
				responsePattern: 'echo',
			},
		],
	},
	{
		file: 'validate_payment',
		topic: `emit/uxi/attendant/plan/${weekly}/validate_payment`,
		given: {},
		answers: [
			{
				name: 'validate_payment',
				topic: `echo/abs/service/plan/${weekly}/validate_payment_status`,
				file: 'validate_payment.reply',
				correlationData: 'att-payment-val-001_abs_payment_status',
				responsePattern: 'echo',
			},
		],
	},
	{
		file: 'validate_quota',
		topic: `call/uxi/attendant/plan/${basic}/validate_quota`,
		given: { plan: basicPlan },
		answers: [
			{
				name: 'validate_quota acknowledgement',
				topic: `rtrn/abs/attendant/plan/${basic}/validate_quota`,
				file: 'validate_quota.acknowledgement',
				correlationData: 'att-quota-val-001',
				responsePattern: 'rtrn',
			},
			{
				name: 'validate_quota',
				topic: `echo/abs/service/plan/${basic}/validate_service_quota`,
				file: 'validate_quota.reply',
				correlationData: 'att-quota-val-001',
				responsePattern: 'echo',
			},
		],
	},
	{
		file: 'validate_topup',
		topic: `call/uxi/attendant/plan/${basic}/validate_topup`,
		given: { plan: basicPlan },
		answers: [
			{
				name: 'validate_topup acknowledgement',
				topic: `rtrn/abs/attendant/plan/${basic}/validate_topup`,
				file: 'validate_topup.acknowledgement',
				correlationData: 'att-topup-val-001',
				responsePattern: 'rtrn',
			},
			{
				name: 'validate_topup',
				topic: `echo/abs/service/plan/${basic}/validate_topup_payment`,
				file: 'validate_topup.reply',
				correlationData: 'att-topup-val-001',
				responsePattern: 'echo',
			},
		],
	},
	{
		file: 'payment_and_service',
		topic: `emit/uxi/attendant/plan/${weekly}/payment_and_service`,
		given: {
			plan: { ...weeklyPlan, serviceState: 'BATTERY_ISSUED' },
			holders: { BAT_OLD_001: 'rider', BAT_NEW_002: 'STATION_001' },
		},
		answers: [
			{
				name: 'payment_and_service',
				topic: `echo/abs/service/plan/${weekly}/payment_and_service`,
				file: 'payment_and_service.reply_data',
				part: 'data',
			},
		],
	},
	printedError('INVALID_REQUEST', 'error_invalid_request', ({ data: { action }, ...request }) => ({
		...request,
		data: { action },
	})),
	printedError('PAYMENT_AMOUNT_INVALID', 'error_payment_amount', ({ data, ...request }) => ({
		...request,
		data: { ...data, payment_data: { ...(data['payment_data'] as object), payment_amount: 0 } },
	})),
	printedError('SERVICE_PLAN_ID_MISSING', 'error_plan_id', ({ data, correlation_id: id }) => ({
		correlation_id: id,
		data,
	})),
];

function printedError(name: string, file: string, change: NonNullable<AnsweredExample['change']>): AnsweredExample {
	return {
		file: 'payment_and_service',
		topic: `emit/uxi/attendant/plan/${weekly}/payment_and_service`,
		change,
		given: {},
		answers: [{ name, topic: `echo/abs/service/plan/${weekly}/payment_and_service`, file, part: 'data' }],
	};
}
