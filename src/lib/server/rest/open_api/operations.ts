import { chargeOperations } from './charge_operations.ts';
import { sessionOperations } from './session_operations.ts';

/** Refusals that every operation has. */
export const commonRefusals = ['NOT_SIGNED_IN', 'TOKEN_REFUSED', 'RATE_LIMITED'] as const;

/** The operations of the REST surface by their ids. */
export const restOperations = { ...sessionOperations, ...chargeOperations } as const;

export type RestOperationId = keyof typeof restOperations;
