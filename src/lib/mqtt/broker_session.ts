import { FaultError } from '#lib/kernel/fault.ts';
import { LoginRefusedError } from './broker_connection.ts';
import type { BrokerConnection, OpenConnection } from './broker_connection.ts';
import { sameLogin } from './credentials.ts';
import type { BrokerCredentials } from './credentials.ts';
import type { ArrivedReply } from './reply_matching.ts';
import { withLimit } from './timers.ts';
import type { Timers } from './timers.ts';

/** The connection as one request uses it; `release` says that the request is over. */
export interface Lease {
	readonly connection: BrokerConnection;
	readonly actorToken: string;
	release(): void;
}

/** Credentials are renewed this long before they end, ms. */
const renewalMarginMs = 60_000;

/** How long connecting may take, ms; more than the connection's own limit, which does not cover loading the library. */
const openLimitMs = 8000;

/** After a failure the broker is left alone this long, so that each request does not wait for it again, ms. */
const restMs = 10_000;

/**
 * Keeps one connection and its credentials for all requests of a tab: opened at the first request, again after a
 * loss, renewed while nothing is under way, with fresh credentials when the broker refuses the old ones.
 */
export function createBrokerSession(options: {
	credentials: () => Promise<BrokerCredentials>;
	open: OpenConnection;
	onReply: (arrived: ArrivedReply) => void;
	timers: Timers;
}) {
	const { timers } = options;
	let held: { credentials: BrokerCredentials; connection: BrokerConnection } | undefined;
	let opening: Promise<void> | undefined;
	let leases = 0;
	let restUntil = 0;
	let cancelRenewal: () => void = () => undefined;
	let closed = false;

	const usable = () => held !== undefined && held.connection.isOpen() && timers.now() < held.credentials.expiresAt;
	const endsSoon = () => !held || timers.now() >= held.credentials.expiresAt - renewalMarginMs;

	const connect = async () => {
		const known = endsSoon() ? undefined : held?.credentials;
		const credentials = known ?? (await options.credentials());
		if (held?.connection.isOpen() && sameLogin(held.credentials, credentials)) {
			hold(credentials, held.connection);
			return;
		}
		held?.connection.close();
		try {
			hold(credentials, await open(credentials));
		} catch (error) {
			if (!(error instanceof LoginRefusedError) || known === undefined) throw error;
			const fresh = await options.credentials();
			hold(fresh, await open(fresh));
		}
	};

	const open = async (credentials: BrokerCredentials) => {
		const pending = options.open(credentials, options.onReply);
		const connection = await withLimit(timers, pending, { ms: openLimitMs, late: undefined });
		if (connection) return connection;
		void pending.then((late) => late.close()).catch(() => undefined);
		throw new Error(`Broker does not answer within ${openLimitMs} ms`);
	};

	const hold = (credentials: BrokerCredentials, connection: BrokerConnection) => {
		if (closed) return connection.close();
		held = { credentials, connection };
		cancelRenewal();
		const dueInMs = Math.max(credentials.expiresAt - renewalMarginMs - timers.now(), 1000);
		cancelRenewal = timers.after(dueInMs, () => void renewWhenIdle());
	};

	/** A renewal may replace the connection, so it waits for the requests under way: the last one's release starts it. */
	const renewWhenIdle = async () => {
		if (closed || leases > 0 || !endsSoon() || !usable() || timers.now() < restUntil) return;
		await ensureOpen().catch(() => undefined);
	};

	const ensureOpen = () => {
		opening ??= connect()
			.catch((cause: unknown) => {
				restUntil = timers.now() + restMs;
				throw new FaultError('mqtt', 'Broker is out of reach', { retryAfterMs: restMs, cause });
			})
			.finally(() => (opening = undefined));
		return opening;
	};

	return {
		/** Throws FaultError if the broker is out of reach, at once if it was so a moment ago. */
		async lease(): Promise<Lease> {
			if (closed) throw new FaultError('mqtt', 'Connection is closed');
			const resting = timers.now() < restUntil;
			if (!usable()) {
				if (resting) throw new FaultError('mqtt', 'Broker was out of reach a moment ago');
				await ensureOpen();
			} else if (endsSoon() && leases === 0 && !resting) {
				// Until they end, the old credentials are good enough.
				await ensureOpen().catch(() => undefined);
			}
			if (!held || !usable()) throw new FaultError('mqtt', 'Connection was lost at once');
			leases++;
			let released = false;
			const release = () => {
				if (released) return;
				released = true;
				leases--;
				void renewWhenIdle();
			};
			return { connection: held.connection, actorToken: held.credentials.actorToken, release };
		},
		close(): void {
			closed = true;
			cancelRenewal();
			held?.connection.close();
		},
	};
}

export type BrokerSession = ReturnType<typeof createBrokerSession>;
