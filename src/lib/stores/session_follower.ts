import { watchNews } from './news_watch.ts';
import { openSessionChannel } from './session_channel.ts';

/** What a tab does for a session that it shows. */
export interface Followed {
	readonly sessionId: string;
	/** Looks at the session; false if the server was not reached. Never throws. */
	look(): Promise<boolean>;
	/** True while something outside is to move the session by itself. */
	awaitsNews(): boolean;
	/** Sends what waits; false if it was not answered. Never throws. */
	send(): Promise<boolean>;
	hasToSend(): boolean;
	/** Told whether the device has a network, at once and whenever that changes. */
	onnetwork(isOnline: boolean): void;
}

/** Follows a session until it is stopped. */
export interface SessionFollower {
	/** To be called whenever there may be something to await or to send. */
	wake(): void;
	/** Tells the other tabs that the session, or what waits for it, has changed. */
	tell(version: number): void;
	stop(): void;
}

/**
 * Has a session looked at when it may have moved, and what waits for it sent: at once when the network or the person comes back, and
 * less and less often while the server is out of reach. Browser only.
 */
export function followSession(followed: Followed): SessionFollower {
	const onnetwork = () => followed.onnetwork(navigator.onLine);
	onnetwork();
	window.addEventListener('online', onnetwork);
	window.addEventListener('offline', onnetwork);
	const channel = openSessionChannel(followed.sessionId, () => void followed.look());
	const news = watchNews({
		isAwaited: () => followed.awaitsNews(),
		look: () => followed.look(),
		isVisible: () => document.visibilityState === 'visible',
	});
	const sender = watchNews({
		isAwaited: () => followed.hasToSend(),
		look: () => followed.send(),
		isVisible: () => navigator.onLine,
	});
	news.wake();
	return {
		wake() {
			news.wake();
			sender.wake();
		},
		tell: (version) => channel.tell(version),
		stop() {
			window.removeEventListener('online', onnetwork);
			window.removeEventListener('offline', onnetwork);
			channel.close();
			news.stop();
			sender.stop();
		},
	};
}
