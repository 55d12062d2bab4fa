import * as v from 'valibot';
import { ok } from '#lib/kernel/result.ts';
import type { Publisher } from '../ports.ts';
import type { Delivery } from './drain_outbox.ts';

const publishPayload = v.object({
	topic: v.string(),
	payload: v.record(v.string(), v.unknown()),
	properties: v.optional(
		v.object({
			messageExpiryInterval: v.number(),
			correlationData: v.string(),
			userProperties: v.record(v.string(), v.string()),
		}),
	),
});

/** Delivers messages for the broker. */
export function publishDelivery(publish: Publisher): Delivery {
	return {
		kind: 'mqtt_publish',
		async deliver(message) {
			const { topic, payload, properties } = v.parse(publishPayload, message.payload);
			await publish({
				topic,
				payload: JSON.stringify(payload),
				...(properties && {
					properties: { ...properties, correlationData: Buffer.from(properties.correlationData, 'base64') },
				}),
			});
			return ok(null);
		},
	};
}
