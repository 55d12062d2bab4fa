import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { ok } from '#lib/kernel/result.ts';
import { openLink } from './charger_link.ts';
import { defaultLimits } from './limits.ts';

/** A socket that is open, and shows whether it is read. */
class OpenSocket extends EventEmitter {
	readonly OPEN = 1;
	readonly readyState = 1;
	isPaused = false;
	readonly sent: string[] = [];

	pause() {
		this.isPaused = true;
	}

	resume() {
		this.isPaused = false;
	}

	send(frame: string) {
		this.sent.push(frame);
	}
}

test('no more is read while too much waits, and on it goes', async () => {
	const socket = new OpenSocket();
	const answers: (() => void)[] = [];
	openLink(socket as unknown as WebSocket, {
		protocol: 'ocpp1.6',
		limits: { ...defaultLimits, waitingFrames: 2 },
		onFault: () => undefined,
		answer: () => new Promise((resolve) => answers.push(() => resolve(ok({})))),
	});
	const call = (id: string) => socket.emit('message', Buffer.from(JSON.stringify([2, id, 'Heartbeat', {}])));
	const answerNext = async () => {
		await expect.poll(() => answers).toHaveLength(1);
		answers.shift()?.();
	};

	call('a');
	expect(socket.isPaused).toBe(false);
	call('b');
	expect(socket.isPaused).toBe(true);
	// It was on its way already.
	call('c');
	await answerNext();
	await answerNext();
	await expect.poll(() => socket.isPaused).toBe(false);
	await answerNext();
	await expect.poll(() => socket.sent).toEqual(['[3,"a",{}]', '[3,"b",{}]', '[3,"c",{}]']);
	socket.emit('close', 1000);
});
