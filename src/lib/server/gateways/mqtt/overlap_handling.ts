import type { IPublishPacket, MqttClient, Packet } from 'mqtt';

/** How mqtt.js sends any packet; private to it. */
type SendPacket = (packet: Packet, done?: () => void, ...more: unknown[]) => void;

/** A message in hand, and the connection it came by. */
interface Held {
	readonly messageId: number;
	readonly stream: MqttClient['stream'];
	isHandled: boolean;
}

/**
 * Handles the messages of a connection as they come, without waiting for earlier ones, and acknowledges each once `handle` has resolved,
 * in their order (MQTT 5, 4.6): a slow message holds back the PUBACKs of later ones, never their handling. `handle` must not reject.
 * While `handLimit` or more are in hand, nothing is read beyond a message that needs no PUBACK: the broker bounds only those that do (Receive Maximum).
 * A message of a connection that is gone is not acknowledged on the next one, where its number means another.
 *
 * mqtt.js sends a message's PUBACK before it hands over the next message; here its PUBACKs are withheld, and sent when they are due.
 * Returns a function that waits until nothing is in hand.
 */
export function overlapHandling(
	client: MqttClient,
	handle: (packet: IPublishPacket) => Promise<void>,
	handLimit = 512,
): () => Promise<unknown> {
	const inOrder: Held[] = [];
	const inHand = new Set<Promise<void>>();
	/** Ways to the next message that wait until less is in hand. */
	const waiting: (() => void)[] = [];
	const send = (client['_sendPacket'] as SendPacket).bind(client);

	function acknowledge(): void {
		for (let first = inOrder[0]; first?.isHandled; first = inOrder[0]) {
			inOrder.shift();
			const { messageId, stream } = first;
			if (stream === client.stream && client.connected) send({ cmd: 'puback', messageId, reasonCode: 0 });
		}
	}

	async function hold(packet: IPublishPacket): Promise<void> {
		const held = { messageId: packet.messageId ?? 0, stream: client.stream, isHandled: false };
		if (packet.qos === 1) inOrder.push(held);
		await handle(packet);
		held.isHandled = true;
		acknowledge();
	}

	function handOn(handOverNext: () => void): void {
		if (inHand.size < handLimit) handOverNext();
		else waiting.push(handOverNext);
	}

	client.handleMessage = (packet, handOverNext) => {
		const handled = hold(packet).finally(() => {
			inHand.delete(handled);
			waiting.shift()?.();
		});
		inHand.add(handled);
		if (packet.qos === 0) handOn(handOverNext);
		else handOverNext();
	};
	const sendOther: SendPacket = (packet, done, ...more) => {
		if (packet.cmd === 'puback') done?.();
		else send(packet, done, ...more);
	};
	client['_sendPacket'] = sendOther;
	return () => Promise.all(inHand);
}
