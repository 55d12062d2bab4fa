import { expect, test } from 'vitest';
import { addressKey } from '../auth/address_key.ts';
import { chargerAddress } from './charger_address.ts';

const listener = { port: 9220, host: '127.0.0.1', tls: undefined };
const tls = { certPath: 'cert.pem', keyPath: 'key.pem' };

test.each([
	['the peer', false, undefined, '198.51.100.7', undefined, '198.51.100.7'],
	['the peer, whatever is forwarded', false, undefined, '198.51.100.7', '203.0.113.9', '198.51.100.7'],
	['the last that a trusted proxy names', true, undefined, '127.0.0.1', '6.6.6.6, 203.0.113.9', '203.0.113.9'],
	['the peer where no proxy can be', true, tls, '198.51.100.7', '203.0.113.9', '198.51.100.7'],
	['nobody’s, behind a proxy that is not trusted', false, undefined, '127.0.0.1', '203.0.113.9', null],
	['nobody’s, behind one on the same machine by IPv6', false, undefined, '::1', undefined, null],
	['nobody’s, behind one by a mapped address', false, undefined, '::ffff:127.0.0.1', undefined, null],
	['nobody’s, where a trusted proxy names none', true, undefined, '127.0.0.1', undefined, null],
	['the network of an IPv6 peer', false, undefined, '2001:db8:1:2::9', undefined, '2001:db8:1:2'],
	['nobody’s, where the socket is gone', false, undefined, undefined, undefined, null],
])('the address is %s', (...[, trustProxy, pem, remoteAddress, forwarded, expected]) => {
	const addressOf = chargerAddress({ trustProxy, ocpp: { ...listener, tls: pem } }, addressKey);
	const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
	expect(addressOf({ socket: { remoteAddress }, headers })).toBe(expected);
});
