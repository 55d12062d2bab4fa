import { contest, type Contender, type Row } from './contest.ts';
import { makeChargeHistory, type ChargeHistory } from './charge_history.ts';
import { send } from './http_load.ts';
import { startWeb, type WebProcess } from './web_process.ts';

/** How long the histories are; the longest takes minutes and 9 GB to make, and is measured where charging is asked for alone. */
export const historySizes = { quick: [1000, 100_000], all: [1000, 100_000, 10_000_000] } as const;
/** Requests of one run. */
const requestCount = 200;

const pages = [
	{ name: 'statistics', path: '/api/charging/stats' },
	{ name: 'dashboard', path: '/api/charging/dashboard' },
	{ name: 'history', path: '/api/charging/sessions?limit=50' },
] as const;

/**
 * What riders read of their charging, through the whole app and one request at a time, as the history of all grows from 10³ to 10⁷ sessions:
 * for a rider with 100 of them, and for one with a hundredth of all. Each is compared with the same at 10³.
 */
export async function benchCharging(
	folder: string,
	{ rounds, sizes }: { rounds: number; sizes: readonly number[] },
): Promise<Row[]> {
	const running: { history: ChargeHistory; web: WebProcess }[] = [];
	try {
		for (const size of sizes) {
			const history = await makeChargeHistory(folder, size);
			running.push({ history, web: await startWeb(history.file, folder) });
		}
		return await contest(
			running.flatMap(({ history, web }) => contendersOf(history, web)),
			rounds,
		);
	} finally {
		for (const { web } of running) await web.stop();
	}
}

function contendersOf(history: ChargeHistory, { port }: WebProcess): Contender[] {
	return pages.flatMap(({ name, path }) =>
		(['ordinary', 'heavy'] as const).map((who) => {
			const nameAt = (sessions: number) => `${name}, ${riders[who]}, 10^${Math.log10(sessions)} sessions`;
			const textOf = (cookie: string) => `GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\ncookie: ${cookie}\r\n\r\n`;
			const texts = history[who].map(textOf);
			const lists = [
				Array.from({ length: requestCount }, (_, i) => ({ text: texts[i % texts.length] ?? '', version: null })),
			];
			return {
				name: nameAt(history.sessions),
				beside: history.sessions === shortest ? [] : [nameAt(shortest)],
				run: () => send({ port, lists }),
			};
		}),
	);
}

/** The history that the others are compared with. */
const shortest = historySizes.all[0];

const riders = { ordinary: 'rider with 100', heavy: 'rider with 1 of 100' } as const;
