import type { App } from '../app.ts';
import type { GuardedEvent } from '../auth/guard.ts';

/** What the pages of those who manage stations know of their request. */
export interface ManageEvent extends GuardedEvent {
	readonly locals: GuardedEvent['locals'] & { readonly app: App };
	readonly request: Request;
	getClientAddress(): string;
}
