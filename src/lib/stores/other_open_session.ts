import type { RpcClient } from '#lib/rpc/client.ts';

/** The id of the open session of a plan at this person's station that is not `sessionId`; null if there is none. */
export async function otherOpenSession(rpc: RpcClient, planId: string, sessionId: string): Promise<string | null> {
	const open = await rpc.sessions.open.query();
	return open.find((one) => one.id !== sessionId && one.planId === planId)?.id ?? null;
}
