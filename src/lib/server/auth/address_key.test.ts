import { expect, test } from 'vitest';
import { addressKey } from './address_key.ts';

test.each([
	['192.0.2.7', '192.0.2.7'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
	['2001:0DB8:1:2:bbbb:cccc:dddd:eeee', '2001:db8:1:2'],
	['2001:db8::1', '2001:db8:0:0'],
	['fe80::1%eth0', 'fe80:0:0:0'],
	['::1', '0:0:0:0'],
])('counts %s as %s', (address, key) => {
	expect(addressKey(address)).toBe(key);
});
