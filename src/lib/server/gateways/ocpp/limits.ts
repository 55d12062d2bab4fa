import type { GuessLimits } from './password_guesses.ts';

/** How often a charger that has nothing else to tell gives a sign of life, s. */
export const heartbeatSeconds = 300;

/** How much a charger may ask of us, and how long we wait for it. */
export interface OcppLimits {
	/** Between two looks for commands, ms. */
	readonly pollMs: number;
	/** How long a charger may take to answer a call, ms. */
	readonly answerMs: number;
	/** Between two pings; a charger that is silent from one to the next is taken for gone, ms. */
	readonly pingMs: number;
	/** A stop with the samples of a long transaction in it is the largest thing that chargers send. */
	readonly frameBytes: number;
	/** Frames that wait for their turn: beyond, nothing more is read. */
	readonly waitingFrames: number;
	/** Frames answered at once, and from then on so many a second: beyond, answers come later and nothing is lost. */
	readonly frameBurst: number;
	readonly framesPerSecond: number;
	/** Wrong passwords. */
	readonly guesses: GuessLimits;
}

export const defaultLimits: OcppLimits = {
	pollMs: 500,
	answerMs: 30_000,
	pingMs: 30_000,
	frameBytes: 128 * 1024,
	waitingFrames: 32,
	frameBurst: 200,
	framesPerSecond: 50,
	// Above what a site's chargers get wrong while one is set up, and soon over for whoever has typed the right one at last.
	guesses: { perCharger: 10, perAddress: 100, spread: 200, windowMs: 5 * 60_000 },
};
