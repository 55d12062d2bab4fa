import { readSwapForm } from './forms.ts';
import { swap } from './kind.ts';
import { swapRequest } from './requests.ts';

/** What the steps of a swap are asked and decided by. */
export const swapWork = { kind: swap, requestFor: swapRequest, readForm: readSwapForm } as const;
