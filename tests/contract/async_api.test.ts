import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DiagnosticSeverity, Parser } from '@asyncapi/parser';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { replyEnvelope } from '#lib/protocol/envelope.ts';
import { parseJsonBytes } from '#lib/protocol/json_bytes.ts';
import { messages } from '#lib/protocol/messages.ts';
import { operations, type OperationName } from '#lib/protocol/operations.ts';
import { parseRequestValue } from '#lib/protocol/parse_request.ts';
import { parseRequestTopic } from '#lib/protocol/topics.ts';
import { operationOf } from '#lib/server/operations/answered_operations.ts';
import type { OperationCall, SessionFields } from '#lib/server/operations/operation.ts';
import { readEnv } from '#lib/server/env.ts';
import { asyncApiResponse } from '#lib/server/rest/async_api.ts';
import { asyncApiDocument } from '#lib/server/rest/async_api/document.ts';
import { operationNotes } from '#lib/server/rest/async_api/operation_notes.ts';

/** The document of the agent as strangers get it, read by the parser of the AsyncAPI project. */

const env = readEnv({});
const names = Object.keys(operations) as OperationName[];
const document = asyncApiDocument({ origin: env.origin, url: undefined, webSocketUrl: undefined });

function get(headers: Record<string, string> = {}): Response {
	return asyncApiResponse({ env }, new Request('http://localhost/api/asyncapi.json', { headers }));
}

async function errorsOf(text: string): Promise<string[]> {
	const { diagnostics } = await new Parser().parse(text);
	return diagnostics
		.filter(({ severity }) => Number(severity) === Number(DiagnosticSeverity.Error))
		.map(({ message, path }) => `${path.join('/')}: ${message}`);
}

const documentId = 'https://pitlane.example/api/asyncapi.json';

interface Components {
	readonly schemas: object;
	readonly messages: Readonly<Record<string, object>>;
}

interface JsonSchemaValidator {
	addSchema(schema: object): void;
	compile(schema: object): (value: unknown) => boolean;
}

/** The validator of JSON Schema that the parser works with. */
function jsonSchemaValidator(): JsonSchemaValidator {
	const ofParser = createRequire(createRequire(import.meta.url).resolve('@asyncapi/parser'));
	const [validator, formats] = ['ajv', 'ajv-formats'].map((name): unknown => ofParser(name));
	const { Ajv } = validator as { Ajv: new (options: object) => JsonSchemaValidator };
	const ajv = new Ajv({ strict: false });
	(formats as (ajv: JsonSchemaValidator) => void)(ajv);
	return ajv;
}

/** The messages with an example whose payload or headers their own schemas refuse. */
function misfits({ schemas, messages: all }: Components): string[] {
	const ajv = jsonSchemaValidator();
	ajv.addSchema({ $id: documentId, components: { schemas, messages: all } });
	const accepts = (name: string, part: string, value: unknown) =>
		ajv.compile({ $ref: `${documentId}#/components/messages/${name}/${part}` })(value);
	return Object.keys(all).filter((name) => {
		const { examples } = all[name] as { examples: { payload: unknown; headers?: unknown }[] };
		const fits = examples.every(
			({ payload, headers }) =>
				accepts(name, 'payload', payload) && (headers === undefined || accepts(name, 'headers', headers)),
		);
		return !fits || examples.length === 0;
	});
}

/** The first example of a message. */
function example(message: string): unknown {
	const { examples } = document.components.messages[message] as { examples: { payload: unknown }[] };
	return examples[0]?.payload;
}

/** Why an operation refuses a person outside a session before it looks at anything; null if it looks first. */
async function refusalOfPerson(name: OperationName): Promise<string | null> {
	const call = { caller: { trusted: false, allow: () => true }, data: {} } as unknown as OperationCall<SessionFields>;
	try {
		const result = await operationOf(name)?.run(call);
		return result?.ok === false ? result.code : null;
	} catch {
		return null;
	}
}

describe('the document', () => {
	let text: string;
	beforeAll(async () => {
		text = await get().text();
	});

	test('is valid AsyncAPI 3', async () => {
		const { document: parsed } = await new Parser().parse(text);
		expect(await errorsOf(text)).toEqual([]);
		expect(parsed?.version()).toBe('3.0.0');
	});

	test('would not be valid with an operation on a topic that is not there', async () => {
		expect(await errorsOf(text.replace('#/channels/validate_quota_request', '#/channels/nowhere'))).not.toEqual([]);
	});

	test('has examples that its own schemas accept', () => {
		expect(misfits(document.components)).toEqual([]);
	});

	test('would be seen to have an example that does not fit', () => {
		const text = JSON.stringify(document.components).replaceAll('"quota_used":5', '"quota_used":"five"');
		expect(misfits(JSON.parse(text) as Components)).toEqual(['validate_quota_reply']);
	});

	test('has a description for all that its readers see of a schema, and nothing that JSON Schema lacks is lost', () => {
		const { Id, Instant } = document.components.schemas;
		expect(Id?.['x-checks']).toEqual(['White space at both ends is removed']);
		expect(Instant?.['x-checks']).toEqual(['Refused where: The calendar has no such day']);
	});
});

describe.each(names)('%s', (name) => {
	const { requestTopic, replyTopic, acknowledgement, action } = operations[name];

	test('is asked for on its topic and answered on its own or the Response Topic', () => {
		const { channels, operations: asked } = document;
		expect(asked[name]).toMatchObject({
			action: 'receive',
			channel: { $ref: `#/channels/${name}_request` },
			reply: { channel: { $ref: `#/channels/${name}_reply` } },
		});
		expect(channels[`${name}_request`]).toMatchObject({ address: requestTopic });
		expect(channels[`${name}_reply`]).toMatchObject({ address: replyTopic });
		expect(channels[`${name}_acknowledgement`]?.['address']).toBe(acknowledgement?.topic);
	});

	test('is open to tabs unless the agent refuses people', async () => {
		const fromTab = document.operations[`${name}_from_tab`];
		const refused = (await refusalOfPerson(name)) === 'SESSION_REQUIRED';
		expect(fromTab).toEqual(refused ? undefined : expect.objectContaining({ action: 'receive' }));
		if (fromTab) expect(fromTab['reply']).toMatchObject({ channel: { $ref: '#/channels/response_topic' } });
	});

	test('has a request that the agent would take', () => {
		const topic = parseRequestTopic(requestTopic.replace('{plan_id}', 'bss-plan-weekly-freedom-nairobi-v2-plan1'));
		const parsed = parseRequestValue(example(`${name}_request`), {
			newCorrelationId: () => '',
			...(topic && { topic }),
		});
		expect(parsed).toMatchObject({ ok: true, value: { data: { action } } });
		if (parsed.ok) expect(v.safeParse(messages[name].data, parsed.value.data).issues).toBeUndefined();
	});

	test('has replies of the agent’s shape', () => {
		const reply = v.parse(replyEnvelope, example(`${name}_reply`));
		expect(v.safeParse(messages[name].metadata, reply.data.metadata).issues).toBeUndefined();
		const refusal = v.parse(replyEnvelope, example(`${name}_refusal`));
		expect(refusal.data).toMatchObject({ success: false, metadata: { reason: 'PLAN_UNKNOWN' } });
		const acknowledged = acknowledgement && v.parse(replyEnvelope, example(`${name}_acknowledgement`));
		expect(acknowledged?.data.signals).toEqual(acknowledgement ? [acknowledgement.signal] : undefined);
	});
});

test('requests are nested as deeply as the document says, and no deeper', () => {
	expect(document.info.description).toContain('64 KiB and 32 levels');
	const nested = (levels: number) => new TextEncoder().encode(`${'['.repeat(levels)}${']'.repeat(levels)}`);
	expect([parseJsonBytes(nested(32)).ok, parseJsonBytes(nested(33)).ok]).toEqual([true, false]);
});

test('names no signal that nothing says', () => {
	const files = ['plan', 'ledger', 'protocol', 'server/operations'].flatMap((folder) =>
		readdirSync(`src/lib/${folder}`, { recursive: true, encoding: 'utf8' }).map((file) => `src/lib/${folder}/${file}`),
	);
	const spoken = files.filter((file) => file.endsWith('.ts') && !/[.]test[.]ts$|spec_/.test(file));
	const text = spoken.map((file) => readFileSync(file, 'utf8')).join('\n');
	const named = names.flatMap((name) => Object.keys(operationNotes[name].signals));
	expect(named.filter((signal) => !text.includes(`'${signal}'`))).toEqual([]);
});

describe('the answer', () => {
	test('may be read by anybody from anywhere, and kept', () => {
		const { status, headers } = get();
		expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
		expect(headers.get('cache-control')).toBe('public, max-age=300');
		expect(headers.get('access-control-allow-origin')).toBe('*');
	});

	test('is empty for whoever has it already', async () => {
		const etag = get().headers.get('etag') ?? '';
		for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
			const again = get({ 'if-none-match': known });
			expect([again.status, await again.text()]).toEqual([304, '']);
		}
		expect(get({ 'if-none-match': '"other"' }).status).toBe(200);
	});
});

describe('the broker’s address', () => {
	const hostOf = (url: string, origin = 'https://pitlane.example') =>
		asyncApiDocument({ origin, url, webSocketUrl: undefined }).servers.tcp.host;

	test.each([
		'mqtt://10.1.2.3',
		'mqtt://broker',
		'mqtts://broker.internal:8884',
		'mqtt://localhost',
		'mqtt://[fd00::1]',
	])('%s is nobody’s outside: a placeholder stands there', (url) => expect(hostOf(url)).toBe('broker.example:8883'));

	test.each([
		['mqtts://mqtt.pitlane.example', 'mqtt.pitlane.example:8883'],
		['mqtt://mqtt.pitlane.example:1884', 'mqtt.pitlane.example:1884'],
	])('%s is shown', (url, host) => expect(hostOf(url)).toBe(host));

	test('on loopback it is shown to whoever is on loopback', () =>
		expect(hostOf('mqtt://127.0.0.1', 'http://localhost:4173')).toBe('127.0.0.1:1883'));
});
