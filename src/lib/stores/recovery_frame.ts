import { createContext } from 'svelte';
import type { Recovery } from './recovery.svelte.ts';

/** The recovery of the frame around a page; null in it until there is a browser, a person and a shift. */
export const [recoveryInFrame, setRecovery] = createContext<{ readonly current: Recovery | null }>();
