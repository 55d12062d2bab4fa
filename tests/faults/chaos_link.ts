import { connect, createServer, type Socket } from 'node:net';
import { listen } from '#lib/server/gateways/broker/free_ports.ts';
import type { Disturbance, WireFault } from './disturbances.ts';
import { createFrameSplitter, repeated, type Frame } from './mqtt_frames.ts';

/** The wire between programs and the broker, on which messages are duplicated, reordered, late and cut. */
export interface ChaosLink {
	readonly port: number;
	/** Counts messages from 1 anew and disturbs those that the faults name. */
	disturb(faults: readonly WireFault[]): void;
	/** Disturbs nothing from now on; what was held back goes on at once. */
	calm(): void;
	close(): Promise<void>;
}

/** How long a message waits for the next one to overtake it, ms. */
const reorderLimitMs = 400;

type Way = WireFault['way'];

/** Passes MQTT connections on to a port of 127.0.0.1; hears of each message, before it goes on, and of each fault that happens. */
export async function openChaosLink(
	targetPort: number,
	on: { message(way: Way): void; fault(name: string): void },
): Promise<ChaosLink> {
	const sockets = new Set<Socket>();
	const held = new Set<() => void>();
	let faults: readonly WireFault[] = [];
	const counts = { sent: 0, heard: 0 };

	const disturbanceOf = (way: Way): Disturbance | undefined => {
		const nth = ++counts[way];
		return faults.find((fault) => fault.way === way && fault.nth === nth)?.disturbance;
	};
	const hold = (pass: () => void, waitMs: number) => {
		const release = () => {
			clearTimeout(timer);
			if (held.delete(release)) pass();
		};
		const timer = setTimeout(release, waitMs);
		held.add(release);
		return release;
	};
	const passOn = (way: Way, to: Socket) => {
		let overtaken: (() => void) | undefined;
		const pass = (bytes: Buffer) => void (to.writable && to.write(bytes));
		return (frame: Frame) => {
			if (!frame.isMessage) return pass(frame.bytes);
			on.message(way);
			const disturbance = disturbanceOf(way);
			if (disturbance) on.fault(disturbance.type);
			switch (disturbance?.type) {
				case 'late':
					hold(() => pass(frame.bytes), disturbance.waitMs);
					return;
				case 'reorder':
					overtaken = hold(() => pass(frame.bytes), reorderLimitMs);
					return;
				case 'cut':
					if (disturbance.where === 'after') pass(frame.bytes);
					if (disturbance.where === 'within') pass(frame.bytes.subarray(0, frame.bytes.length / 2));
					to.destroySoon();
					return;
				case 'duplicate':
					pass(frame.bytes);
					pass(repeated(frame));
					break;
				case undefined:
					pass(frame.bytes);
			}
			overtaken?.();
			overtaken = undefined;
		};
	};

	const server = createServer((program) => {
		const broker = connect(targetPort, '127.0.0.1');
		for (const [socket, other, way] of [
			[program, broker, 'sent'],
			[broker, program, 'heard'],
		] as const) {
			sockets.add(socket);
			socket.setNoDelay(true);
			socket.on('data', createFrameSplitter(passOn(way, other)));
			// Whatever breaks one side ends the other, which is all that either has to know.
			socket.on('error', () => other.destroy());
			socket.on('close', () => {
				sockets.delete(socket);
				other.destroy();
			});
		}
	});
	const port = await listen(server, 0, '127.0.0.1');
	return {
		port,
		disturb(planned) {
			faults = planned;
			counts.sent = 0;
			counts.heard = 0;
		},
		calm() {
			faults = [];
			for (const release of [...held]) release();
		},
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}
