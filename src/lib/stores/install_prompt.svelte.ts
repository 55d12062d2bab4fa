/** Chromium's offer to install, which no standard describes yet. */
interface InstallEvent extends Event {
	prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** How this browser puts the app on the home screen: by asking, by hand as on iOS, or not at all; `none` where it is there already. */
export class InstallPrompt {
	way = $state<'ask' | 'by_hand' | 'none'>('none');
	#offer: InstallEvent | null = null;

	/** Listens until the returned function is called. Browser only. */
	start(): () => void {
		const stopped = new AbortController();
		const { signal } = stopped;
		// Only Safari on iOS knows the property; there it is false in a tab.
		if ((navigator as { standalone?: boolean }).standalone === false) this.way = 'by_hand';
		addEventListener('beforeinstallprompt', (event) => this.#keep(event as InstallEvent), { signal });
		addEventListener('appinstalled', () => (this.way = 'none'), { signal });
		return () => stopped.abort();
	}

	/** Has the browser ask. An offer can be used once: another one comes if the answer was no. */
	async ask(): Promise<void> {
		const offer = this.#offer;
		this.#offer = null;
		this.way = 'none';
		await offer?.prompt();
	}

	/** The browser's own banner would cover what the person is doing. */
	#keep(event: InstallEvent): void {
		event.preventDefault();
		this.#offer = event;
		this.way = 'ask';
	}
}
