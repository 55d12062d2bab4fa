/** A job that runs again some time after it has ended; a fault is told and the next run comes all the same. */
export interface Timer {
	/** Ends it; resolves when a run in hand has ended. */
	stop(): Promise<void>;
}

/** Runs a job every `everyMs` after its last run ended. */
export function startTimer(job: () => Promise<unknown>, everyMs: number, onFault: (error: unknown) => void): Timer {
	let stopped = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let running: Promise<void> = Promise.resolve();

	const schedule = () => {
		timer = setTimeout(() => {
			running = run();
		}, everyMs);
	};
	const run = async () => {
		try {
			await job();
		} catch (error) {
			onFault(error);
		}
		if (!stopped) schedule();
	};
	schedule();
	return {
		async stop() {
			stopped = true;
			clearTimeout(timer);
			await running;
		},
	};
}
