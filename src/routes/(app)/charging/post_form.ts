import { deserialize } from '$app/forms';

/** What became of a form that was sent. */
export type Posted = { readonly ok: true } | { readonly ok: false; readonly message: string | null };

/** Sends a form of a session's page from wherever the session is shown; `unreached` is said where the server does not answer. Browser only. */
export async function postForm(
	path: string,
	fields: Readonly<Record<string, string>>,
	unreached: string,
): Promise<Posted> {
	const body = new URLSearchParams(fields);
	try {
		const response = await fetch(path, { method: 'POST', body, headers: { 'x-sveltekit-action': 'true' } });
		const result = deserialize<never, { message: string | null }>(await response.text());
		if (result.type === 'success' || result.type === 'redirect') return { ok: true };
		return { ok: false, message: result.type === 'failure' ? (result.data?.message ?? null) : unreached };
	} catch {
		return { ok: false, message: unreached };
	}
}
