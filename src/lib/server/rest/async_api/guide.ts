import { messages } from '#lib/protocol/messages.ts';
import { operations, type OperationName } from '#lib/protocol/operations.ts';
import { shellCommands, type ShellCommands } from './commands.ts';
import { exampleReply, exampleRequest } from './examples.ts';
import { fieldRows, limitsOf, typeOf, type FieldRow } from '../field_rows.ts';
import type { JsonSchema } from '../json_schema.ts';
import { operationNotes, phases } from './operation_notes.ts';
import { overview, type OverviewSection } from './overview.ts';
import { describeSchemas, schemaName, sharedNames } from './schemas.ts';
import { brokerPort, shownServers, type BrokerAddresses, type ShownServers } from './servers.ts';

/** A topic of an operation, and who hears on it. */
interface TopicRow {
	readonly label: string;
	readonly address: string;
	readonly note: string;
}

/** An operation as the page explains it. */
export interface OperationGuide {
	readonly name: OperationName;
	readonly title: string;
	readonly summary: string;
	readonly kind: 'read' | 'write';
	readonly servicesOnly: boolean;
	readonly action: string;
	readonly idSuffix: string;
	readonly topics: readonly TopicRow[];
	/** Fields of `data` beside the action. */
	readonly request: readonly FieldRow[];
	readonly reply: readonly FieldRow[];
	readonly signals: readonly { readonly name: string; readonly meaning: string }[];
	readonly fsmInputs: readonly string[];
	readonly exampleRequest: string;
	readonly exampleReply: string;
	readonly commands: ShellCommands;
}

/** A schema that several messages share. */
interface SharedType {
	readonly name: string;
	readonly description: string;
	/** Type and limits of a plain value; empty for an object. */
	readonly value: string;
	readonly fields: readonly FieldRow[];
}

/** All that the page on the agent says. */
export interface AgentGuide {
	readonly servers: readonly { readonly label: string; readonly address: string }[];
	readonly overview: readonly OverviewSection[];
	readonly phases: readonly { readonly id: string; readonly title: string; readonly operations: OperationGuide[] }[];
	readonly types: readonly SharedType[];
}

/** The agent's protocol for people, from the same tables and schemas as the AsyncAPI document. */
export function agentGuide(addresses: BrokerAddresses): AgentGuide {
	const schemas = describeSchemas();
	const servers = shownServers(addresses);
	const names = Object.keys(messages) as OperationName[];
	return {
		servers: [
			{
				label: 'Service accounts',
				address: `${servers.tcp.protocol}//${servers.tcp.hostname}:${brokerPort(servers.tcp)}`,
			},
			{ label: 'Tabs', address: servers.webSocket.href },
		],
		overview,
		phases: Object.entries(phases).map(([id, title]) => ({
			id,
			title,
			operations: names
				.filter((name) => operationNotes[name].phase === id)
				.map((name) => operationGuide(name, schemas, servers)),
		})),
		types: sharedNames.map((name) => sharedType(name, schemas[name] ?? {})),
	};
}

function operationGuide(
	name: OperationName,
	schemas: Readonly<Record<string, JsonSchema>>,
	servers: ShownServers,
): OperationGuide {
	const { kind, action, idSuffix } = operations[name];
	const { title, summary, signals, servicesOnly = false, fsmInputs = [] } = operationNotes[name];
	const request = exampleRequest(name, schemas);
	return {
		name,
		title,
		summary,
		kind,
		servicesOnly,
		action,
		idSuffix,
		topics: topicsOf(name),
		request: fieldRows(schemas[schemaName(name, 'data')] ?? {}).filter(({ path }) => path !== 'action'),
		reply: fieldRows(schemas[schemaName(name, 'metadata')] ?? {}),
		signals: Object.entries(signals).map(([signal, meaning]) => ({ name: signal, meaning })),
		fsmInputs,
		exampleRequest: JSON.stringify(request, null, 2),
		exampleReply: JSON.stringify(exampleReply(name, schemas), null, 2),
		commands: shellCommands(name, servers, request),
	};
}

const tabNote = 'A tab’s comes on its Response Topic instead';

function topicsOf(name: OperationName): TopicRow[] {
	const { requestTopic, acknowledgement, replyTopic } = operations[name];
	return [
		{ label: 'Request', address: requestTopic, note: '' },
		...(acknowledgement
			? [{ label: 'Acknowledgement', address: acknowledgement.topic, note: `\`${acknowledgement.signal}\`` }]
			: []),
		{ label: 'Reply', address: replyTopic, note: operationNotes[name].servicesOnly ? '' : tabNote },
	];
}

function sharedType(name: string, schema: JsonSchema): SharedType {
	const limits = limitsOf(schema);
	return {
		name,
		description: schema.description ?? '',
		value: schema.properties ? '' : [typeOf(schema).type, limits].filter((text) => text !== '').join(', '),
		fields: fieldRows(schema),
	};
}
