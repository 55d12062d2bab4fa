import type { Party } from '../../reports/ocpi_party.ts';

/**
 * The answer with its routing headers, where the request says which party it is from: to that party, from ours. Answers of configuration
 * modules have none. Spec: OCPI 2.2.1, «Message routing headers».
 */
export function routedBack(answer: Response, request: Request, own: Party): Response {
	const country = request.headers.get('ocpi-from-country-code') ?? '';
	const party = request.headers.get('ocpi-from-party-id') ?? '';
	if (!/^[a-z]{2}$/i.test(country) || !/^[a-z0-9]{3}$/i.test(party)) return answer;
	answer.headers.set('ocpi-to-country-code', country);
	answer.headers.set('ocpi-to-party-id', party);
	answer.headers.set('ocpi-from-country-code', own.country);
	answer.headers.set('ocpi-from-party-id', own.party);
	return answer;
}
