import type { ChargeProgress } from './charge.ts';

/** The progress with a level that was just told, percent. The last one is shown; the highest is kept, for no energy is taken back. */
export function withLevel(progress: ChargeProgress, level: number): ChargeProgress {
	return { ...progress, level, topLevel: Math.max(level, topLevelOf(progress) ?? level) };
}

/** The highest level that was told of a session, percent; null where nobody told. */
export function topLevelOf({ topLevel, level }: Pick<ChargeProgress, 'topLevel' | 'level'>): number | null {
	return topLevel ?? level;
}
