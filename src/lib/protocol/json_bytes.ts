import { ok, refuse } from '#lib/kernel/result.ts';
import type { Result } from '#lib/kernel/result.ts';

/** Largest payload of a request, bytes. */
export const requestLimitBytes = 64 * 1024;

/** Deepest nesting of a request, levels. */
const depthLimit = 32;

export type JsonRefusal = 'REQUEST_TOO_LARGE' | 'REQUEST_NOT_JSON' | 'REQUEST_TOO_DEEP' | 'REQUEST_KEY_FORBIDDEN';

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads UTF-8 JSON from a stranger: bounded in size and depth, without keys that reach an object's prototype. */
export function parseJsonBytes(bytes: Uint8Array): Result<unknown, JsonRefusal> {
	if (bytes.byteLength > requestLimitBytes) {
		return refuse('REQUEST_TOO_LARGE', {
			reason: `Request has ${bytes.byteLength} bytes, limit is ${requestLimitBytes}`,
		});
	}
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch {
		return refuse('REQUEST_NOT_JSON', { reason: 'Request is not JSON in UTF-8' });
	}
	return checkTree(value);
}

/**
 * Bounds a value that came as JSON in depth, and refuses keys that reach an object's prototype.
 * Walks level by level instead of recursively, so that no input can exhaust the stack.
 */
export function checkTree(root: unknown): Result<unknown, JsonRefusal> {
	let level: unknown[] = [root];
	for (let depth = 0; level.length > 0; depth++) {
		const next: unknown[] = [];
		for (const value of level) {
			if (typeof value !== 'object' || value === null) continue;
			if (depth >= depthLimit) {
				return refuse('REQUEST_TOO_DEEP', { reason: `Request is nested deeper than ${depthLimit} levels` });
			}
			for (const [key, child] of Object.entries(value)) {
				if (forbiddenKeys.has(key)) return refuse('REQUEST_KEY_FORBIDDEN', { reason: `Key '${key}' is not allowed` });
				next.push(child);
			}
		}
		level = next;
	}
	return ok(root);
}
