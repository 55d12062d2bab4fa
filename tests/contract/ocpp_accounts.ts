/** Versions of OCPP, and the charger of each. */
export type Protocol = 'ocpp1.6' | 'ocpp2.0.1';

export const protocols: readonly Protocol[] = ['ocpp1.6', 'ocpp2.0.1'];
export const chargerOf: Record<Protocol, string> = { 'ocpp1.6': 'CP-16', 'ocpp2.0.1': 'CP-201' };
export const password = 'sixteen-characters';
