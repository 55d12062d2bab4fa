import { describe, expect, test } from 'vitest';
import { requestFilters } from '#lib/protocol/topics.ts';
import type { IncomingMessage } from '#lib/server/gateways/mqtt/agent_messages.ts';
import { brokerKinds, nextMessage, publishCode, subscribeCode } from './broker_harness.ts';
import { identify, otherTab, useBroker } from './use_broker.ts';

describe.each(brokerKinds)('%s', (kind) => {
	const { browser, service, echoAgent } = useBroker(kind);

	describe('request and response', () => {
		test('a tab is answered on its Response Topic, with its correlation data', async () => {
			const seen: IncomingMessage[] = [];
			await echoAgent(seen);
			const client = await browser();
			expect(await subscribeCode(client, 'reply/tab-1/#')).toBe(1);
			const answered = nextMessage(client);
			const properties = {
				responseTopic: 'reply/tab-1/identify_customer',
				correlationData: Buffer.from('corr-1'),
				userProperties: { actor_token: 'token-1' },
			};
			expect(await publishCode(client, { topic: identify, payload: 'question', properties })).toBe(0);
			const { payload, packet } = await answered;
			expect(payload).toBe('question');
			expect(packet.properties?.correlationData).toEqual(Buffer.from('corr-1'));
			expect(packet.properties?.userProperties).toEqual({ response_pattern: 'echo' });
			expect(seen).toMatchObject([
				{ topic: identify, trusted: false, properties: { userProperties: { actor_token: 'token-1' } } },
			]);
		});

		test('a service is answered on the topics of the specs, and trusted', async () => {
			const seen: IncomingMessage[] = [];
			await echoAgent(seen);
			const client = await service();
			expect(await subscribeCode(client, 'echo/abs/service/plan/+/identify_customer')).toBe(1);
			expect(await subscribeCode(client, 'rtrn/abs/attendant/#')).toBe(1);
			const answered = nextMessage(client);
			expect(await publishCode(client, { topic: identify })).toBe(0);
			expect((await answered).topic).toBe('echo/abs/service/plan/SUB-8847-KE/identify_customer');
			expect(seen).toMatchObject([{ topic: identify, trusted: true }]);
		});

		test('every request is handled, whatever the number of connections', async () => {
			const seen: IncomingMessage[] = [];
			await echoAgent(seen, 2);
			const client = await browser();
			expect(await subscribeCode(client, 'reply/tab-1/#')).toBe(1);
			const answers = new Set<string>();
			const all = new Promise<void>((resolve) => {
				client.on('message', (_, payload) => answers.add(payload.toString()).size === 40 && resolve());
			});
			for (let i = 0; i < 40; i++) {
				const properties = { responseTopic: 'reply/tab-1/x' };
				client.publish(identify, `question ${i}`, { qos: 1, properties });
			}
			await all;
			expect(new Set(seen.map(({ payload }) => Buffer.from(payload).toString())).size).toBe(40);
		});

		test("an agent's answers cannot be sent to the topic of requests", async () => {
			const agent = await echoAgent();
			await expect(agent.publish({ topic: identify, payload: '{}' })).rejects.toMatchObject({ source: 'mqtt' });
		});
	});

	describe('what a tab may read', () => {
		test.each([
			'#',
			'+/#',
			'reply/#',
			'reply/+/#',
			'reply/tab-2/#',
			'reply/tab-10/#',
			'tab/#',
			'tab/reply/tab-2/#',
			'echo/#',
			'rtrn/abs/attendant/#',
			identify,
			'$SYS/#',
			'$CONTROL/#',
			'$share/g/reply/tab-2/#',
			'$share/abs-agent/emit/uxi/attendant/plan/+/+',
		])('%s is denied', async (filter) => {
			expect(await subscribeCode(await browser(), filter)).toBeGreaterThanOrEqual(0x80);
		});

		test("another tab's answers do not reach it", async () => {
			await echoAgent();
			const [mine, theirs] = [await browser(), await browser(otherTab)];
			const heard: string[] = [];
			mine.on('message', (topic) => heard.push(topic));
			await subscribeCode(mine, 'reply/tab-1/#');
			await subscribeCode(mine, 'reply/tab-2/#');
			await subscribeCode(theirs, 'reply/tab-2/#');
			const answered = nextMessage(theirs);
			await publishCode(theirs, { topic: identify, properties: { responseTopic: 'reply/tab-2/x' } });
			await answered;
			expect(heard).toEqual([]);
		});
	});

	describe('what a tab may write', () => {
		test.each(requestFilters)('%s is allowed', async (filter) => {
			expect(await publishCode(await browser(), { topic: filter.replaceAll('+', 'x') })).toBe(0);
		});

		test.each([
			'reply/tab-1/x',
			'reply/tab-2/x',
			'tab/reply/tab-2/x',
			'echo/abs/service/plan/p/identify_customer',
			'rtrn/abs/attendant/plan/p/x',
			'emit/uxi/billing/plan/p/other',
			'emit/uxi/attendant/plan/p/x/y',
			'emit/abs/service/plan/p/x',
			'$CONTROL/dynamic-security/v1',
		])('%s is denied', async (topic) => {
			expect(await publishCode(await browser(), { topic })).toBeGreaterThanOrEqual(0x80);
		});

		test('a request cannot be retained', async () => {
			const client = await browser();
			const code = await publishCode(client, { topic: identify, retain: true });
			expect(code === 'closed' || code >= 0x80).toBe(true);
		});

		test('more than 64 KiB are refused, and the agent never sees them', async () => {
			const seen: IncomingMessage[] = [];
			await echoAgent(seen);
			const large = await browser();
			expect(await publishCode(large, { topic: identify, payload: 'x'.repeat(66_000) })).not.toBe(0);
			const client = await browser(otherTab);
			await subscribeCode(client, 'reply/tab-2/#');
			const answered = nextMessage(client);
			await publishCode(client, { topic: identify, properties: { responseTopic: 'reply/tab-2/x' } });
			await answered;
			expect(seen.map(({ payload }) => payload.length)).toEqual([2]);
		});
	});
});
