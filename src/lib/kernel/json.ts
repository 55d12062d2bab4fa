/** An object as it comes from JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A value at the end of a path: what is no object, or an empty one. */
export interface JsonLeaf {
	readonly path: readonly string[];
	readonly value: unknown;
}

/** True for an object of JSON: neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Merges a patch into a value as RFC 7396 has it: objects merge, null removes, anything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
	if (!isJsonObject(patch)) return patch;
	const merged = new Map(isJsonObject(target) ? Object.entries(target) : []);
	for (const [key, value] of Object.entries(patch)) {
		if (value === null) merged.delete(key);
		else merged.set(key, mergePatch(merged.get(key), value));
	}
	return Object.fromEntries(merged);
}

/** Lays one value over another: objects merge, anything else, null too, replaces. */
export function overlay(under: unknown, over: unknown): unknown {
	if (!isJsonObject(under) || !isJsonObject(over)) return over;
	const merged = new Map(Object.entries(under));
	for (const [key, value] of Object.entries(over)) merged.set(key, overlay(merged.get(key), value));
	return Object.fromEntries(merged);
}

/** The leaves of a value, first to last; a list is a leaf. */
export function* leavesOf(value: unknown, path: readonly string[] = []): Generator<JsonLeaf> {
	const entries = isJsonObject(value) ? Object.entries(value) : [];
	if (entries.length === 0) yield { path, value };
	for (const [key, child] of entries) yield* leavesOf(child, [...path, key]);
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>(
		(value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
		root,
	);
}

/** A value with nothing around it but the objects of its path. */
export function objectAt(path: readonly string[], value: unknown): unknown {
	return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

/** True if two values are the same JSON, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
	}
	if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
	);
}
