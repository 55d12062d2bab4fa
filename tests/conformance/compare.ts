import { isDeepStrictEqual } from 'node:util';

/** A field that is answered otherwise than printed; `undefined` stands for one that is missing. */
export interface Difference {
	readonly path: string;
	readonly printed: unknown;
	readonly answered: unknown;
}

/** Says of an answered value whether it is as it should be where the printed one cannot be. */
export type Should = (answered: unknown) => boolean;

/** A difference that is meant, and why. */
export interface Tolerance {
	/** Names of the comparisons it is for. */
	readonly of: readonly string[] | 'all';
	readonly path: string;
	/** What is answered there: a value, or a rule for what differs each time. */
	readonly answered: unknown;
	readonly why: string;
}

/** Compares field by field, lists by position; fields beyond the printed ones are differences too. */
export function differences(printed: unknown, answered: unknown, path = ''): Difference[] {
	if (!isTree(printed) || !isTree(answered) || Array.isArray(printed) !== Array.isArray(answered)) {
		return isDeepStrictEqual(printed, answered) ? [] : [{ path, printed, answered }];
	}
	const keys = new Set([...Object.keys(printed), ...Object.keys(answered)]);
	return [...keys].flatMap((key) => differences(printed[key], answered[key], path === '' ? key : `${path}.${key}`));
}

/** The tolerance that a difference of a comparison falls under, if any. */
export function toleranceOf(
	tolerances: readonly Tolerance[],
	name: string,
	difference: Difference,
): Tolerance | undefined {
	return tolerances.find(
		({ of, path, answered }) =>
			(of === 'all' || of.includes(name)) && path === difference.path && isAs(answered, difference.answered),
	);
}

function isAs(should: unknown, answered: unknown): boolean {
	return typeof should === 'function' ? (should as Should)(answered) : isDeepStrictEqual(should, answered);
}

function isTree(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
