import { agentGuide } from '#lib/server/rest/async_api/guide.ts';
import type { PageServerLoad } from './$types';

/** How to speak to the agent: a public contract, so that nobody has to sign in. */
export const load: PageServerLoad = ({ locals, setHeaders }) => {
	const { origin, mqtt } = locals.app.env;
	setHeaders({ 'cache-control': 'private, max-age=300' });
	return { guide: agentGuide({ origin, url: mqtt.url, webSocketUrl: mqtt.webSocketUrl }) };
};
