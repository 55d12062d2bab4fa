import { asyncApiDocument } from './async_api/document.ts';
import { publicDocument } from './public_document.ts';

/** `GET /api/asyncapi.json`: how to speak to the agent, as AsyncAPI 3.0. It is a public contract. */
export const asyncApiResponse = publicDocument(({ origin, mqtt }) =>
	asyncApiDocument({ origin, url: mqtt.url, webSocketUrl: mqtt.webSocketUrl }),
);
