import { openApiDocument } from './open_api/document.ts';
import { publicDocument } from './public_document.ts';

/** `GET /api/openapi.json`: the REST surface of sessions, as OpenAPI 3.1. It is a public contract. */
export const openApiResponse = publicDocument(({ origin }) => openApiDocument(origin));
