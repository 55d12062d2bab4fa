/** Accounts of a running Mosquitto: `npm run broker:account -- --help`. Reads the options; the program on Deno does the work. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { readOptions } from './broker_options.mjs';
import { runBrokerProgram } from './broker_program.mjs';
import { hostOf } from './deno_flags.mjs';

const help = `Adds, rotates or removes an account of a running broker, as its operator.

  npm run broker:account -- add NAME       lets a service in
  npm run broker:account -- rotate NAME    gives a service, an agent or an app another secret, and disconnects it
  npm run broker:account -- remove NAME    disconnects a service and refuses it from now on

The new secret goes into a file of mode 600, never to the terminal.

  --admin FILE    the operator's credentials: credentials/pitlane-admin.env of the broker's folder
  --folder DIR    the broker's folder; instead of --admin
  --url URL       where the broker is, if not where the operator's credentials say
  --out FILE      where the secret goes; NAME.env beside the operator's credentials unless told
  --help          this text
`;

const { values, positionals } = readOptions(help, {
	admin: { type: 'string' },
	folder: { type: 'string' },
	url: { type: 'string' },
	out: { type: 'string' },
});

await runBrokerProgram('broker_account', () => {
	const [action, name, ...rest] = positionals;
	if (!['add', 'rotate', 'remove'].includes(action) || name === undefined || rest.length > 0) {
		throw new Error('There should be an action and a name: add NAME, rotate NAME or remove NAME');
	}
	const admin = adminPath(values);
	const login = readLogin(admin);
	const url = values.url ?? login.MQTT_URL;
	const hosts = hostOf(url ?? '');
	if (hosts.length === 0) throw new Error(`The broker is ${url}, should be mqtt://HOST:PORT or mqtts://HOST:PORT`);
	const out = resolve(values.out ?? join(dirname(admin), `${name}.env`));
	const control = { url, username: login.MQTT_USERNAME, password: login.MQTT_PASSWORD, clientId: login.MQTT_CLIENT_ID };
	const addresses = { url, ...publicAddresses(join(dirname(admin), '../settings.json')) };
	return { input: { action, name, out, control, addresses }, folders: [dirname(out)], hosts };
});

function adminPath({ admin, folder }) {
	if (admin !== undefined) return resolve(admin);
	if (folder !== undefined) return resolve(folder, 'credentials/pitlane-admin.env');
	throw new Error('--admin is not given, should be the file of the operator’s credentials (or --folder)');
}

/** Where others than the operator reach the broker, as far as broker:setup was told. */
function publicAddresses(settingsPath) {
	if (!existsSync(settingsPath)) return {};
	const { url, wsUrl } = JSON.parse(readFileSync(settingsPath, 'utf8'));
	return { ...(url && { url }), ...(wsUrl && { wsUrl }) };
}

function readLogin(path) {
	try {
		return parseEnv(readFileSync(path, 'utf8'));
	} catch (error) {
		throw new Error(`${path} cannot be read (${error.code}), should hold credentials`, { cause: error });
	}
}
