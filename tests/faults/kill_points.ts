/** Points of handling a request at which the agent under test ends itself as by `kill -9`. */
export const killPoints = [
	/** Everything is decided for a request, nothing is written. */
	'before_commit',
	/** The transaction of a request is durable, and nobody knows. */
	'after_commit',
	/** The answer is ready and not sent. */
	'before_reply',
	/** The answer is on the broker, the request is not acknowledged. */
	'before_acknowledgement',
	/** A job by the clock, such as a delivery to the ERP, has done its work and is about to note it. */
	'before_job_commit',
	/** A job has noted what it did. */
	'after_job_commit',
] as const;

export type KillPoint = (typeof killPoints)[number];

/** At which arrival at a point, counted from the order, the agent dies. */
export interface KillOrder {
	readonly point: KillPoint;
	readonly nth: number;
	/** Correlation id of the request that counts; any counts where it is left out. */
	readonly of?: string;
}
