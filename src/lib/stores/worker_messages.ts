/** What a page tells the service worker. */
export type PageMessage =
	/** A new version that waits is to serve the pages from now on. */
	| { readonly type: 'take_over' }
	/** Whoever used this device has left: no copy of their pages may stay. */
	| { readonly type: 'forget_pages' }
	/** This page was loaded before there was a worker to keep it. */
	| { readonly type: 'keep_page'; readonly path: string }
	| { readonly type: 'ask_network' };

/** What the service worker tells its pages: whether the last request for a page was answered by the server. */
export interface WorkerMessage {
	readonly type: 'network';
	readonly isReached: boolean;
}

/** The channel on which the worker says, with any message, that it has deleted all copies of pages. */
export const forgottenChannel = 'pitlane-forgotten';
