import type { Resumable, ResumableFacts } from '#lib/session/resumable.ts';

/** A session that can perhaps be resumed, as this device and the server together know it. */
export interface Candidate extends Resumable {
	/** What the server knows; null while it has not been asked, or tells nothing of it. */
	readonly facts: ResumableFacts | null;
	/** The version that this device keeps, or null where it keeps none. */
	readonly copyVersion: number | null;
}

/** A session of the server's list as a candidate of which this device keeps nothing. */
export function candidateOfListed(listed: Omit<Candidate, 'copyVersion'>): Candidate {
	return { ...listed, copyVersion: null };
}

/** Why a session cannot be resumed. */
export type Obstacle = 'expired' | 'ended' | 'other_station' | 'not_allowed';

/** What is to be known before a session is resumed. */
export type RecoveryWarning =
	| { readonly code: 'payment_pending' }
	| { readonly code: 'battery_gone' }
	/** `by` is null where it was the person themselves, on another device, or a clock. */
	| { readonly code: 'moved_on'; readonly by: string | null }
	| { readonly code: 'steps_waiting'; readonly count: number };

/**
 * Joins two lists by id, the last touched first: the newer version of a session wins, at one version the one that has ended,
 * and the later facts. The order of the lists, and joining again, make no difference. Spec: seeds/000 §4.
 */
export function mergeCandidates(a: readonly Candidate[], b: readonly Candidate[]): Candidate[] {
	const joined = new Map<string, Candidate>();
	for (const candidate of [...a, ...b]) {
		const known = joined.get(candidate.id);
		joined.set(candidate.id, known ? join(known, candidate) : candidate);
	}
	return [...joined.values()].sort((x, y) => y.lastAction.at - x.lastAction.at || (x.id < y.id ? -1 : 1));
}

function join(a: Candidate, b: Candidate): Candidate {
	const head = isLater(b, a) ? b : a;
	const facts = (b.facts?.at ?? -1) > (a.facts?.at ?? -1) ? b.facts : a.facts;
	const versions = [a.copyVersion, b.copyVersion].filter((version) => version !== null);
	return { ...head, facts, copyVersion: versions.length > 0 ? Math.max(...versions) : null };
}

function isLater(a: Resumable, b: Resumable): boolean {
	if (a.version !== b.version) return a.version > b.version;
	return a.status !== 'active' && b.status === 'active';
}

/** Where and when somebody wants to go on. */
export interface RecoveryPlace {
	/** The station of the open shift, or null. */
	readonly stationId: string | null;
	/** UTC milliseconds by the server's clock. */
	readonly now: number;
	/** True if the server has told what it knows of the sessions that this device keeps. */
	readonly answered: boolean;
}

/** Why a session cannot be resumed here and now; null if it can. */
export function obstacleOf(candidate: Candidate, { stationId, now, answered }: RecoveryPlace): Obstacle | null {
	const { status, expiresAt } = candidate;
	if (status === 'expired' || (status === 'active' && expiresAt <= now)) return 'expired';
	if (status !== 'active') return 'ended';
	if (candidate.stationId !== stationId) return 'other_station';
	return answered && candidate.facts === null ? 'not_allowed' : null;
}

/** What is to be known before this session is resumed by this person; `waiting` counts its steps that wait to be sent. */
export function warningsOf(
	candidate: Candidate,
	{ personId, waiting }: { personId: string; waiting: number },
): RecoveryWarning[] {
	const { awaitsPayment, facts, version, copyVersion } = candidate;
	const lastActor = facts?.lastActor ?? null;
	const by = lastActor?.id === personId ? null : (lastActor?.name ?? null);
	const warnings: RecoveryWarning[] = [];
	if (waiting > 0) warnings.push({ code: 'steps_waiting', count: waiting });
	if (copyVersion !== null && version > copyVersion) warnings.push({ code: 'moved_on', by });
	if (facts?.batteryGone) warnings.push({ code: 'battery_gone' });
	if (awaitsPayment) warnings.push({ code: 'payment_pending' });
	return warnings;
}
