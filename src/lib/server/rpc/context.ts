import type { App } from '../app.ts';
import type { SignedIn } from '../auth/signed_in.ts';

/** What a procedure knows of its request. */
export interface RpcContext {
	readonly app: App;
	readonly person: SignedIn | null;
	/** Address of the client. */
	readonly address: string;
	readonly requestId: string;
}
