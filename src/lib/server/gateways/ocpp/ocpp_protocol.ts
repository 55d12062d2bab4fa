/** WebSocket subprotocols, as IANA lists them. */
export type OcppProtocol = 'ocpp1.6' | 'ocpp2.0.1';
