import type { JsonSchema } from '../json_schema.ts';

/** A Parameter Object of OpenAPI 3.1. */
export interface Parameter {
	readonly name: string;
	readonly in: 'path' | 'query' | 'header';
	readonly required: boolean;
	readonly description: string;
	readonly schema: JsonSchema;
}
