import { requestLimitBytes } from '#lib/protocol/json_bytes.ts';
import type { Engine } from '../engine/engine.ts';
import { failedReason, recordDeadLetter } from '../engine/records.ts';
import type { IncomingMessage } from '../gateways/mqtt/agent_messages.ts';
import type { Sender } from './sender.ts';

/** How much of a payload is kept that is too large to replay, bytes. */
const excerptBytes = 4096;

/** How much of a topic is kept, characters. */
const topicLimit = 1024;

/**
 * Keeps a message that could not be handled, with all that a replay needs and without its token. A payload above 64 KiB is cut and
 * cannot be replayed, nor can a message whose sender was not trusted: it would get by a replay what it was refused.
 */
export async function buryMessage(
	engine: Engine,
	{ message, sender, reason }: { message: IncomingMessage; sender: Sender; reason: string },
): Promise<void> {
	const bytes = Buffer.from(message.payload);
	const isWhole = bytes.byteLength <= requestLimitBytes && message.topic.length <= topicLimit;
	const { responseTopic, correlationData } = message.properties;
	// What a trusted account sent in good order is all kept, however much it is.
	const source = message.trusted && reason === failedReason ? null : sender.origin;
	await recordDeadLetter(engine, source, {
		topic: message.topic.slice(0, topicLimit),
		...storedPayload(isWhole ? bytes : bytes.subarray(0, excerptBytes)),
		reason,
		origin: sender.origin,
		properties: {
			responseTopic: responseTopic ?? null,
			correlationData: correlationData ? Buffer.from(correlationData).toString('base64') : null,
			personId: sender.personId,
			sizeBytes: bytes.byteLength,
			replayable: isWhole && sender.claims.ok,
		},
	});
}

/** Text as it stands where it is text that SQLite keeps unchanged, base64 otherwise. */
function storedPayload(bytes: Buffer): { payload: string; encoding: 'utf8' | 'base64' } {
	const text = bytes.toString('utf8');
	const isText = !text.includes('\0') && Buffer.from(text, 'utf8').equals(bytes);
	return isText ? { payload: text, encoding: 'utf8' } : { payload: bytes.toString('base64'), encoding: 'base64' };
}
