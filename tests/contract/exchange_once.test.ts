import { expect, onTestFinished, test } from 'vitest';
import { jsonReply, startHttpSandbox } from '#lib/server/demo/http_sandbox.ts';
import { startDeno } from '../fixtures/child_process.ts';

test('a request whose answer is lost is not sent again by the runtime that the agent has', async () => {
	const paths: string[] = [];
	const server = await startHttpSandbox(0, ({ path }) => {
		paths.push(path);
		return Promise.resolve(path === '/lost' ? null : jsonReply({}));
	});
	onTestFinished(() => server.stop());
	const exchanges = startDeno('tests/fixtures/exchange_process.ts', [`${server.url}/told`, `${server.url}/lost`]);
	expect(await exchanges.ended()).toBe(0);
	expect(exchanges.lines).toEqual(['fault']);
	expect(paths).toEqual(['/told', '/lost']);
});
