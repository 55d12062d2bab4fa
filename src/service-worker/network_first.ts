/** The two places an answer can come from. */
interface Sources {
	/** Asks the server; fails where it is not reached. */
	readonly ask: () => Promise<Response>;
	/** The copy that is kept, if there is one. */
	readonly copy: () => Promise<Response | undefined>;
	/** Resolves once the server has been waited for long enough. */
	readonly late: Promise<void>;
}

/** True for what a proxy says when nothing stands behind it. */
export const isGatewayAlone = ({ status }: Response) => status === 502 || status === 504;

/**
 * The server's answer; the copy where the server is not reached or has taken too long, and nothing where there is no copy either.
 * Without a copy a slow server is waited for: a late answer is better than none.
 */
export async function networkFirst({ ask, copy, late }: Sources): Promise<Response | undefined> {
	const answer = ask().then(
		(response) => (isGatewayAlone(response) ? undefined : response),
		() => undefined,
	);
	const first = await Promise.race([answer, late.then(() => 'late' as const)]);
	if (first === 'late') return (await copy()) ?? (await answer);
	return first ?? (await copy());
}
