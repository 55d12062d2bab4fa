/** Longest wait for a page that is never at rest, ms. */
const patienceMs = 3000;

/** Does something once the page has nothing better to do; the returned function calls it off. Safari knows no idle time: there it is done next. Browser only. */
export function whenIdle(act: () => void): () => void {
	if ('requestIdleCallback' in globalThis) {
		const asked = requestIdleCallback(act, { timeout: patienceMs });
		return () => cancelIdleCallback(asked);
	}
	const timer = setTimeout(act);
	return () => clearTimeout(timer);
}
