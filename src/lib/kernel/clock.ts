/** Returns the present instant in UTC milliseconds. Injected everywhere, so that tests decide what time it is. */
export type Clock = () => number;
