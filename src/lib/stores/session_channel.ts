/** Hears of changes to a session from other tabs, and when this one is looked at again; tells others of its own. Browser only. */
export interface SessionChannel {
	/** Tells the other tabs that the session moved. */
	tell(version: number): void;
	close(): void;
}

/** Calls `onsign` whenever the session may have moved elsewhere: another tab says so, or the person or the network comes back. */
export function openSessionChannel(sessionId: string, onsign: () => void): SessionChannel {
	const channel = new BroadcastChannel(`pitlane.session.${sessionId}`);
	const onvisible = () => {
		if (document.visibilityState === 'visible') onsign();
	};
	channel.addEventListener('message', onsign);
	document.addEventListener('visibilitychange', onvisible);
	window.addEventListener('focus', onsign);
	window.addEventListener('online', onsign);
	return {
		tell: (version) => channel.postMessage(version),
		close() {
			channel.close();
			document.removeEventListener('visibilitychange', onvisible);
			window.removeEventListener('focus', onsign);
			window.removeEventListener('online', onsign);
		},
	};
}
