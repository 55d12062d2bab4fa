const base = 'http://pitlane.invalid';

/** A path of this origin from what a link asked for; anything else is `/`. */
export function safeNextPath(next: string | null | undefined): string {
	if (!next?.startsWith('/') || !URL.canParse(next, base)) return '/';
	const url = new URL(next, base);
	const path = url.pathname + url.search + url.hash;
	return url.origin === base && !path.startsWith('//') ? path : '/';
}

/** The sign-in page, coming back to where the person wanted to go. */
export function signInPath(url: URL): string {
	const next = url.pathname + url.search;
	return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
