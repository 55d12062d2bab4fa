import { refuse } from '#lib/kernel/result.ts';
import { charge } from './kind.ts';

/** What the steps of a charging session are decided by: its own pages ask them, none has a form in the wizard. */
export const chargeWork = {
	kind: charge,
	requestFor: () => null,
	readForm: (_session: unknown, step: string) => refuse('STEP_UNKNOWN', { step }),
} as const;
