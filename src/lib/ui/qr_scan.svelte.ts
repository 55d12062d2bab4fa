import { closeCamera, hasTorch, openCamera, switchTorch, type CameraProblem } from './camera.ts';
import { loadQrReader, type QrReader } from './qr_reader.ts';

/** Between two looks at the picture: often enough to feel instant, seldom enough to keep a slow phone usable. */
const pauseMs = 120;

/** One look through the camera: from asking for it until a code, a problem, or nobody looks any more. */
export class QrScan {
	phase = $state<'starting' | 'looking' | CameraProblem | 'no_reader'>('starting');
	torch = $state<'none' | 'off' | 'on'>('none');
	readonly #onread: (text: string) => void;
	#stream: MediaStream | undefined;

	constructor(onread: (text: string) => void) {
		this.#onread = onread;
	}

	/** Shows the camera's picture in `video` and reports each new code, until aborted; the camera is then off. */
	async run(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
		try {
			const [answer, read] = await Promise.all([openCamera(), loadQrReader().catch(() => undefined)]);
			if ('problem' in answer) {
				this.phase = answer.problem;
				return;
			}
			this.#stream = answer.stream;
			if (read) await this.#look(video, read, signal);
			else this.phase = 'no_reader';
		} catch (error) {
			if (!signal.aborted) throw error;
		} finally {
			if (this.#stream) closeCamera(this.#stream);
		}
	}

	/** Switches the lamp; where the camera refuses, the switch goes away. */
	async toggleTorch(): Promise<void> {
		if (!this.#stream) return;
		const next = this.torch === 'on' ? 'off' : 'on';
		this.torch = await switchTorch(this.#stream, next === 'on').then(
			() => next,
			() => 'none',
		);
	}

	async #look(video: HTMLVideoElement, read: QrReader, signal: AbortSignal): Promise<void> {
		if (signal.aborted || !this.#stream) return;
		video.srcObject = this.#stream;
		await video.play();
		this.torch = hasTorch(this.#stream) ? 'off' : 'none';
		this.phase = 'looking';
		let seen: string | undefined;
		while (!signal.aborted) {
			const text = await read(video);
			if (!signal.aborted && text !== undefined && text !== seen) this.#report((seen = text));
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}

	#report(text: string): void {
		if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(60);
		this.#onread(text);
	}
}
