import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { makeRequest } from './envelope.ts';
import { messages } from './messages.ts';
import type { OperationName } from './operations.ts';
import { parseIdentifyCustomer } from './messages/identify_customer.ts';
import { parseIdentifyEquipment } from './messages/identify_equipment.ts';
import { parsePaymentAndService, validationMetadata } from './messages/payment_and_service.ts';
import { specMetadata } from './spec_answers.ts';
import { specRequests, specServiceRetry } from './spec_examples.ts';

describe.each(Object.keys(messages) as OperationName[])('%s', (operation) => {
	test("accepts the spec's data unchanged", () => {
		expect(v.parse(messages[operation].data, specRequests[operation].data)).toEqual(specRequests[operation].data);
	});

	test('accepts the session that it completes a step of', () => {
		const data = { ...specRequests[operation].data, session_id: 'att-sess-1', session_version: 3 };
		expect(v.parse(messages[operation].data, data)).toMatchObject({ session_id: 'att-sess-1', session_version: 3 });
	});

	test('takes its action from the operation', () => {
		const actor = { type: 'attendant', id: 'attendant-001' };
		const request = makeRequest({ operation, planId: 'p1', correlationId: 'c1', actor, data: {}, at: 0 });
		expect(request).toEqual({
			timestamp: '1970-01-01T00:00:00.000Z',
			plan_id: 'p1',
			correlation_id: 'c1',
			actor,
			data: { action: specRequests[operation].data.action },
		});
	});
});

test.each(Object.keys(specMetadata) as (keyof typeof specMetadata)[])(
	"accepts the spec's metadata of %s unchanged",
	(operation) => {
		expect(v.parse(messages[operation].metadata, specMetadata[operation])).toEqual(specMetadata[operation]);
	},
);

test('a customer or a battery that is not named has its own code', () => {
	expect(parseIdentifyCustomer({ action: 'IDENTIFY_CUSTOMER' })).toMatchObject({
		code: 'CUSTOMER_IDENTIFICATION_DATA_MISSING',
	});
	expect(parseIdentifyEquipment({ action: 'IDENTIFY_RETURNED_EQUIPMENT', equipment_id: '' })).toMatchObject({
		code: 'EQUIPMENT_ID_MISSING',
	});
});

describe('payment_and_service', () => {
	const { data } = specRequests.payment_and_service;

	test.each([
		[{ payment_data: { ...data.payment_data, service_id: undefined } }, 'PAYMENT_SERVICE_ID_MISSING'],
		[{ payment_data: { ...data.payment_data, payment_amount: 0 } }, 'PAYMENT_AMOUNT_INVALID'],
		[{ payment_data: { ...data.payment_data, payment_amount: -5 } }, 'PAYMENT_AMOUNT_INVALID'],
		[{ payment_data: { ...data.payment_data, payment_amount: '500' } }, 'PAYMENT_AMOUNT_INVALID'],
		[{ payment_data: { ...data.payment_data, payment_reference: '  ' } }, 'PAYMENT_REFERENCE_MISSING'],
		[{ service_data: { old_battery_id: 'BAT_OLD_001' } }, 'NEW_BATTERY_ID_MISSING'],
		[{ service_data: { ...data.service_data, energy_transferred: -1 } }, 'INVALID_REQUEST'],
		[{ payment_data: null, service_data: undefined }, 'INVALID_REQUEST'],
	])('%j is refused as %s', (change, code) => {
		expect(parsePaymentAndService({ ...data, ...change })).toMatchObject({ ok: false, code });
	});

	test('payment alone, service alone and a first battery are enough', () => {
		const payment = parsePaymentAndService({ ...data, service_data: undefined });
		const service = parsePaymentAndService(specServiceRetry.data);
		const first = parsePaymentAndService({ ...data, service_data: { new_battery_id: 'BAT_NEW_005' } });
		expect([payment.ok, service.ok, first.ok]).toEqual([true, true, true]);
	});

	test('what is left out is what the spec says it is', () => {
		const { service_id, payment_amount, payment_reference } = data.payment_data;
		const { action } = data;
		expect(parsePaymentAndService({ action, payment_data: { service_id, payment_amount, payment_reference } })).toEqual(
			{
				ok: true,
				value: {
					action,
					attendant_station: 'STATION_DEFAULT',
					payment_data: {
						service_id,
						payment_amount,
						payment_reference,
						payment_method: 'CASH',
						payment_type: 'TOP_UP',
					},
				},
			},
		);
	});

	test('refusals print the metadata of the spec', () => {
		const called = 'reportPaymentAndServiceCompletion';
		expect(validationMetadata({ code: 'PAYMENT_AMOUNT_INVALID', params: {} })).toEqual({
			called,
			validation_failed: true,
			failed_step: 'payment_validation',
			failed_check: 'PAYMENT_AMOUNT_INVALID',
		});
		expect(validationMetadata({ code: 'SERVICE_PLAN_ID_MISSING', params: {} })).toEqual({
			called,
			validation_failed: true,
			failed_check: 'SERVICE_PLAN_ID_MISSING',
		});
		const neither = parsePaymentAndService({ action: data.action });
		expect(neither.ok || validationMetadata(neither)).toEqual({
			called,
			validation_failed: true,
			reason: 'At least one of payment_data or service_data must be provided',
		});
	});
});
