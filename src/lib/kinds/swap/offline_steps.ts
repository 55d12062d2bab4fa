/** The steps of a swap that may be taken without the server: reading a battery moves nothing. */
export const swapOfflineSteps = ['take_back', 'issue', 'reopen_issue', 'reopen_return'] as const;
