import { expect, test } from 'vitest';
import { mosquittoConf } from './mosquitto_config.ts';

test('the documented configuration is the one that broker:setup writes', async () => {
	const settings = {
		tcpPort: 1883,
		wsPort: 9001,
		wsHost: '127.0.0.1',
		tls: { port: 8883, certPath: '/etc/mosquitto/certs/broker.pem', keyPath: '/etc/mosquitto/certs/broker.key' },
		user: 'mosquitto',
	};
	const paths = {
		plugin: '/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so',
		security: '/var/lib/pitlane-broker/state/dynamic-security.json',
	};
	await expect(mosquittoConf(settings, paths)).toMatchFileSnapshot('../../../../../docs/mosquitto/mosquitto.conf');
});
