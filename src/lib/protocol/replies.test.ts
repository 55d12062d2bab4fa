import { describe, expect, test } from 'vitest';
import { operations } from './operations.ts';
import type { OperationName } from './operations.ts';
import { acknowledgementMessage, addressedTo, replyMessage, replyTo } from './replies.ts';
import type { Answered } from './replies.ts';
import { isSuccess } from './signals.ts';
import { specCustomerStatusReply, specMetadata, specQuotaAcknowledgement } from './spec_answers.ts';

const customer: Answered = {
	operation: 'validate_customer',
	planId: 'bss-plan-weekly-freedom-nairobi-v2-plan1',
	correlationId: 'att-customer-val-001',
	at: Date.parse(specCustomerStatusReply.timestamp),
};
const active = { success: true, signals: ['CUSTOMER_STATUS_ACTIVE'], metadata: specMetadata.validate_customer };

describe('final reply', () => {
	test('is the message that the spec prints', () => {
		const reply = replyMessage(customer, active);
		expect(JSON.parse(reply.payload)).toEqual(specCustomerStatusReply);
		expect(reply.topic).toBe('echo/abs/service/plan/bss-plan-weekly-freedom-nairobi-v2-plan1/validate_customer_status');
		expect(reply.properties).toEqual({
			messageExpiryInterval: 300,
			correlationData: new TextEncoder().encode('att-customer-val-001'),
			userProperties: {
				agent_type: 'BSS_AGENT_V2',
				response_type: 'AGENT_CALCULATION_RESULT',
				response_pattern: 'echo',
				platform_version: '2.0.0',
				application: 'abs-platform',
			},
		});
	});

	test("carries the request's own correlation data", () => {
		const correlationData = Uint8Array.of(1, 2, 3);
		expect(replyMessage({ ...customer, correlationData }, active).properties.correlationData).toBe(correlationData);
	});

	test('goes to the Response Topic unchanged', () => {
		const reply = replyMessage(customer, active);
		expect(addressedTo('reply/tab-1/validate_customer', reply)).toEqual({
			...reply,
			topic: 'reply/tab-1/validate_customer',
		});
	});

	test('of the pattern rtrn names its request and the inputs of the state machines', () => {
		const reply = replyTo(
			{ ...customer, operation: 'equipment_checkin' },
			{ ...active, fsmInputs: ['BATTERY_RETURNED'] },
		);
		expect(reply).toMatchObject({
			correlation_id: 'att-customer-val-001',
			request_topic: 'call/uxi/attendant/plan/bss-plan-weekly-freedom-nairobi-v2-plan1/equipment_checkin',
			data: { fsmInputs: ['BATTERY_RETURNED'] },
		});
	});
});

describe('acknowledgement', () => {
	const quota: Answered = {
		operation: 'validate_quota',
		planId: 'service-plan-basic-newest-c',
		correlationId: 'att-quota-val-001',
		at: Date.parse(specQuotaAcknowledgement.timestamp),
	};

	test('is the message that the spec prints', () => {
		const message = acknowledgementMessage(quota);
		expect(JSON.parse(message?.payload ?? 'null')).toEqual(specQuotaAcknowledgement);
		expect(message?.topic).toBe('rtrn/abs/attendant/plan/service-plan-basic-newest-c/validate_quota');
		expect(message?.properties.userProperties.response_pattern).toBe('rtrn');
	});

	test('is sent by the chained operations only', () => {
		const chained = (Object.keys(operations) as OperationName[]).filter(
			(operation) => acknowledgementMessage({ ...quota, operation }) !== null,
		);
		expect(chained).toEqual(['identify_equipment', 'validate_customer', 'validate_quota', 'validate_topup']);
	});
});

describe('success', () => {
	const said = (success: boolean, ...signals: string[]) =>
		isSuccess(replyTo(customer, { success, signals, metadata: {} }));

	test.each([
		[true, [], true],
		[true, ['CUSTOMER_STATUS_ACTIVE'], true],
		[false, ['EQUIPMENT_DOES_NOT_BELONG'], false],
		[true, ['PAYMENT_AND_SERVICE_COMPLETED', 'SECURITY_ALERT'], false],
		[true, ['QUOTA_EXHAUSTED'], false],
		[true, ['VALIDATE_CUSTOMER_FAILED'], false],
		[false, ['IDEMPOTENT_OPERATION_DETECTED'], true],
		[true, ['IDEMPOTENT_OPERATION_DETECTED', 'PAYMENT_FAILED'], false],
	])('said %s with %j is %s', (success, signals, expected) => {
		expect(said(success, ...signals)).toBe(expected);
	});
});
