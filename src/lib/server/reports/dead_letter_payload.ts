/** A payload as a page can show it. */
export interface PrintedPayload {
	/** `json` is set out on lines, `text` stands as it came, `base64` stands for bytes that are no text. */
	readonly form: 'json' | 'text' | 'base64';
	readonly text: string;
	/** Of JSON: the text as it came. */
	readonly raw: string | null;
}

/** Deepest JSON that is set out, levels. */
const depthLimit = 34;

/**
 * Characters that a page would not show, or that turn the order of what stands around them: controls but for tab and line feed,
 * zero-width characters, marks of direction.
 */
const unseen =
	// eslint-disable-next-line no-control-regex -- control characters are exactly what is made visible
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Sets a payload out to be read; whatever stands in it, nothing of it is hidden. JSON too deep to be set out stays as it came. */
export function printPayload(payload: string, encoding: string): PrintedPayload {
	if (encoding === 'base64') return { form: 'base64', text: payload, raw: null };
	const raw = seen(payload);
	const laidOut = layOut(payload);
	return laidOut === null ? { form: 'text', text: raw, raw: null } : { form: 'json', text: seen(laidOut), raw };
}

function layOut(payload: string): string | null {
	try {
		const value = JSON.parse(payload) as unknown;
		if (typeof value !== 'object' || value === null || !isShallow(value)) return null;
		return JSON.stringify(value, null, 2);
	} catch {
		return null;
	}
}

/** Walks level by level instead of recursively, so that no payload can exhaust the stack. */
function isShallow(root: unknown): boolean {
	let level: unknown[] = [root];
	for (let depth = 0; depth < depthLimit && level.length > 0; depth++) {
		level = level.flatMap(childrenOf);
	}
	return level.length === 0;
}

function childrenOf(value: unknown): unknown[] {
	return typeof value === 'object' && value !== null ? Object.values(value as Record<string, unknown>) : [];
}

function seen(text: string): string {
	return text
		.toWellFormed()
		.replace(unseen, (character) => `\\u{${character.charCodeAt(0).toString(16).padStart(4, '0')}}`);
}
