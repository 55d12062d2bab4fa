/** What a tab looks at again and again while something outside is to change it. */
export interface NewsSource {
	/** True while news is to come. */
	isAwaited(): boolean;
	/** Looks once; false if the server was not reached. Never throws. */
	look(): Promise<boolean>;
	/** False while nobody sees the tab. */
	isVisible(): boolean;
}

/** A watch that runs only while news is awaited. */
export interface NewsWatch {
	/** To be called whenever news may be awaited from now on. */
	wake(): void;
	stop(): void;
}

/** How often a tab looks, ms. */
const everyMs = 2000;

/** The longest wait after a server was not reached, ms. */
const longestWaitMs = 30_000;

/** Looks every two seconds while news is awaited and the tab is seen; less and less often while the server is not reached. */
export function watchNews(source: NewsSource): NewsWatch {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isStopped = false;
	let failures = 0;

	function schedule(): void {
		if (isStopped || !source.isAwaited()) return;
		timer = setTimeout(() => void run(), Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10)));
	}

	async function run(): Promise<void> {
		if (source.isVisible()) failures = (await source.look()) ? 0 : failures + 1;
		timer = undefined;
		schedule();
	}

	return {
		wake() {
			if (timer === undefined) schedule();
		},
		stop() {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}
