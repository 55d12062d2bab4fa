import { once } from 'node:events';
import { WebSocket } from 'ws';
import { isJsonObject, type JsonObject } from '#lib/kernel/json.ts';

/** Where a charger connects to, and as whom. */
export interface ChargerAccount {
	/** Up to and without the charger's id: `ws://127.0.0.1:9000/ocpp`. */
	readonly url: string;
	readonly chargerId: string;
	readonly password: string;
	readonly protocol: 'ocpp1.6' | 'ocpp2.0.1';
	/** PEM of an authority to trust, for `wss:` with a certificate of one's own. */
	readonly ca?: string;
}

/** A charger's connection. */
export interface OcppClient {
	/** Calls the service, one call at a time. Rejects with Error for a CALLERROR (`InternalError: …`), or if the connection ends before an answer. */
	call(action: string, payload: JsonObject): Promise<JsonObject>;
	/** Resolves with the close code once the connection has ended. */
	readonly ended: Promise<number>;
	/** Ends it without a goodbye, as a network does. */
	drop(): void;
}

/** Answers what the service calls: a payload, or null for NotImplemented; undefined never answers. */
export type Obey = (action: string, payload: JsonObject) => JsonObject | null | undefined;

/** Connects as a charger. Rejects with Error, `Unexpected server response: 401` for a refused sign-in. Spec: OCPP 1.6J §3, §4. */
export async function connectCharger(account: ChargerAccount, obey: Obey): Promise<OcppClient> {
	const { url, chargerId, password, protocol, ca } = account;
	const socket = new WebSocket(`${url}/${encodeURIComponent(chargerId)}`, [protocol], {
		headers: { authorization: `Basic ${Buffer.from(`${chargerId}:${password}`).toString('base64')}` },
		perMessageDeflate: false,
		...(ca && { ca }),
	});
	const waiting = new Map<string, { resolve: (payload: JsonObject) => void; reject: (error: Error) => void }>();
	let turn: Promise<unknown> = Promise.resolve();

	socket.on('message', (data: Buffer) => {
		const [type, id, third, fourth] = JSON.parse(data.toString()) as [number, string, unknown, unknown];
		if (type === 2) {
			const payload = obey(String(third), isJsonObject(fourth) ? fourth : {});
			if (payload === null) socket.send(JSON.stringify([4, id, 'NotImplemented', '', {}]));
			else if (payload) socket.send(JSON.stringify([3, id, payload]));
			return;
		}
		const call = waiting.get(id);
		waiting.delete(id);
		if (type === 3) call?.resolve(isJsonObject(third) ? third : {});
		else call?.reject(new Error(`${String(third)}: ${String(fourth)}`));
	});
	const ended = new Promise<number>((resolve) => {
		socket.once('close', (code) => {
			for (const { reject } of waiting.values()) reject(new Error('The connection ended before the answer'));
			waiting.clear();
			resolve(code);
		});
	});
	await once(socket, 'open');
	socket.on('error', () => socket.terminate());

	function callNow(action: string, payload: JsonObject): Promise<JsonObject> {
		return new Promise((resolve, reject) => {
			if (socket.readyState !== socket.OPEN) {
				reject(new Error('The connection has ended'));
				return;
			}
			const id = crypto.randomUUID();
			waiting.set(id, { resolve, reject });
			socket.send(JSON.stringify([2, id, action, payload]));
		});
	}

	return {
		ended,
		call(action, payload) {
			const answer = turn.then(() => callNow(action, payload));
			turn = answer.catch(() => undefined);
			return answer;
		},
		drop: () => socket.terminate(),
	};
}
