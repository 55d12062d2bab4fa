import type { TokenScope } from '../../auth/token_scopes.ts';
import type { ParameterName } from './parameters.ts';
import type { ExchangedName } from './schemas.ts';

/** An operation of the REST surface. */
export interface RestOperation {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly path: string;
	readonly title: string;
	readonly summary: string;
	/** What a token needs, or one of them. */
	readonly scopes: readonly TokenScope[];
	readonly parameters: readonly ParameterName[];
	readonly request?: { readonly schema: ExchangedName; readonly mediaTypes: readonly string[] };
	readonly answer: ExchangedName;
	/** Codes of the refusals beside those that every operation has. */
	readonly refusals: readonly string[];
}
