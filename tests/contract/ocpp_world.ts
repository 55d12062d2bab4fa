import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import {
	startOcppGateway,
	type OcppGateway,
	type OcppGatewayOptions,
} from '#lib/server/gateways/ocpp/start_gateway.ts';
import { simulateCharger, type SimulatedCharger } from '#lib/server/demo/charger_simulator/simulated_charger.ts';
import { parkVehicle } from '#lib/server/demo/charger_simulator/simulated_vehicle.ts';
import { chargerOf, password, type Protocol } from './ocpp_accounts.ts';
import { createMemoryDesk, type MemoryDesk } from './ocpp_desk.ts';

export const noon = Date.parse('2026-03-02T12:00:00.000Z');
export const minuteMs = 60_000;

/** A gateway in this process whose desk is in memory, and what time it is there. */
export interface OcppWorld {
	readonly gateway: OcppGateway;
	readonly desk: MemoryDesk;
	/** Up to the charger's id. */
	readonly url: string;
	/** What the gateway complained of. */
	readonly faults: unknown[];
	now: number;
	/** A charger at 22 kW with a battery of 60 kWh at 50 %, its meter at 1000 Wh. */
	charger(protocol: Protocol): SimulatedCharger;
	/** A socket of a charger that says what it is told to. */
	rawCharger(protocol: Protocol): Promise<RawCharger>;
}

/** A connection without any manners. */
export interface RawCharger {
	readonly socket: WebSocket;
	send(frame: unknown): void;
	/** The next frame that comes, as JSON. */
	next(): Promise<unknown>;
	/** Sends and answers the next frame. */
	exchange(frame: unknown): Promise<unknown>;
}

/** Opens a world that ends with the test. */
export async function openOcppWorld(options: Partial<OcppGatewayOptions> = {}): Promise<OcppWorld> {
	const desk = createMemoryDesk();
	const faults: unknown[] = [];
	const clock = () => world.now;
	const onFault = (error: unknown) => void faults.push(error);
	const gateway = await startOcppGateway({
		port: 0,
		host: '127.0.0.1',
		desk,
		clock,
		onFault,
		...options,
		limits: { pollMs: 5, ...options.limits },
	});
	onTestFinished(() => gateway.close());
	const url = `${options.tls ? 'wss' : 'ws'}://127.0.0.1:${gateway.port}/ocpp`;
	const world: OcppWorld = {
		gateway,
		desk,
		url,
		faults,
		now: noon,
		charger: (protocol) =>
			simulateCharger({
				account: { url, chargerId: chargerOf[protocol], password, protocol },
				vehicle: parkVehicle({ registerWh: 1000, batteryWh: 60_000, socPercent: 50, curve: () => 22_000 }),
				clock,
				onFault,
			}),
		rawCharger: (protocol) => openRawCharger(`${url}/${chargerOf[protocol]}`, protocol),
	};
	return world;
}

/** Connects without manners. */
async function openRawCharger(address: string, protocol: Protocol): Promise<RawCharger> {
	const socket = new WebSocket(address, [protocol], {
		headers: { authorization: basic(chargerOf[protocol], password) },
	});
	const frames: unknown[] = [];
	let arrived = () => undefined as void;
	socket.on('message', (data: Buffer) => {
		frames.push(JSON.parse(data.toString()));
		arrived();
	});
	await once(socket, 'open');
	const raw: RawCharger = {
		socket,
		send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
		async next() {
			if (frames.length === 0) await new Promise<void>((resolve) => (arrived = resolve));
			return frames.shift();
		},
		exchange(frame) {
			raw.send(frame);
			return raw.next();
		},
	};
	return raw;
}

/** The header of basic authentication. */
export function basic(user: string, secret: string | Buffer): string {
	return `Basic ${Buffer.concat([Buffer.from(`${user}:`), Buffer.from(secret)]).toString('base64')}`;
}
