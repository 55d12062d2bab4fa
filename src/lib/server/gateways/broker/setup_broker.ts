import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { FaultError } from '#lib/kernel/fault.ts';
import { brokerFolder, findPlugin } from './broker_folder.ts';
import { mosquittoConf } from './mosquitto_config.ts';
import { accountGroups } from './setup_accounts.ts';
import { actorTokenText, credentialFile, credentialText } from './setup_credentials.ts';
import { keepFormer, readJson, replaceFile } from './setup_files.ts';
import { changeSecurity, parseSecurity } from './setup_security.ts';
import type { SecurityChange } from './setup_security.ts';
import { readSettings, requireServiceName } from './setup_settings.ts';
import type { GivenSettings } from './setup_settings.ts';

export interface SetupOptions extends GivenSettings {
	readonly folder: string;
	/** The system's user that runs Mosquitto. */
	readonly user: string;
	/** That user's ids where they are not this process's. */
	readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
	/** Services to let in; those of earlier runs stay. */
	readonly services: readonly string[];
	/** Programs and services whose secrets are replaced. */
	readonly renew: readonly string[];
}

export interface SetupOutcome extends Pick<SecurityChange, 'joined' | 'updatedRoles'> {
	readonly configPath: string;
	/** The previous mosquitto.conf, where this run has changed it. */
	readonly formerConfigPath: string | null;
	/** Files that hold the secrets made in this run, readable by their owner alone. */
	readonly credentialPaths: readonly string[];
}

/**
 * Writes the configuration and accounts of a Mosquitto into a folder: all at first, later what is new. Accounts, secrets and settings that are there stay.
 * Throws FaultError, before anything is written, for settings that are wrong, for a broker that runs and would write over new accounts, and for a
 * file of secrets that would be lost.
 */
export async function setUpBroker(options: SetupOptions): Promise<SetupOutcome> {
	const { folder, user, owner, services, renew, ...given } = options;
	const paths = brokerFolder(folder);
	services.forEach(requireServiceName);
	const settings = readSettings(await readJson(paths.settings), given);
	const stored = existsSync(paths.security)
		? parseSecurity(await readFile(paths.security, 'utf8'), paths.security)
		: null;
	const change = changeSecurity(stored, {
		groups: accountGroups({ ...settings, services }),
		renew,
		newPassword: () => randomBytes(32).toString('base64url'),
	});
	const isChanged = change.issued.length + change.joined.length + change.updatedRoles.length > 0;
	if (stored && isChanged) await requireStopped(settings.tcpPort);

	const localUrl = `mqtt://127.0.0.1:${settings.tcpPort}`;
	const addresses = { localUrl, url: settings.url ?? localUrl, wsUrl: settings.wsUrl };
	const secrets = new Map(
		change.issued.map((issued) => [
			join(paths.credentials, credentialFile(issued.group.name)),
			{ text: credentialText(issued, addresses), mayReplace: renew.includes(issued.group.name) },
		]),
	);
	if (stored === null) {
		const key = randomBytes(32).toString('base64');
		secrets.set(join(paths.credentials, 'actor-token.env'), { text: actorTokenText(key), mayReplace: false });
	}
	for (const [path, { mayReplace }] of secrets) {
		if (!mayReplace && existsSync(path))
			throw new FaultError('broker', `${path} holds secrets of accounts that are not in ${folder}: move it away`);
	}

	await mkdir(paths.state, { recursive: true, mode: 0o700 });
	await mkdir(paths.credentials, { recursive: true, mode: 0o700 });
	// Whatever the umask: the broker reads its configuration anew on SIGHUP, when it is root no more.
	await chmod(paths.root, 0o755);
	for (const [path, { text }] of secrets) await replaceFile(path, { text, mode: 0o600 });
	if (isChanged) await replaceFile(paths.security, { text: JSON.stringify(change.security), mode: 0o600, owner });
	if (owner) await chown(paths.state, owner.uid, owner.gid);
	await replaceFile(paths.settings, { text: `${JSON.stringify(settings, null, '\t')}\n`, mode: 0o644 });
	const text = mosquittoConf({ ...settings, user }, { plugin: findPlugin(), security: paths.security });
	const formerConfigPath = await keepFormer(paths.config, text);
	await replaceFile(paths.config, { text, mode: 0o644 });
	return {
		configPath: paths.config,
		formerConfigPath,
		credentialPaths: [...secrets.keys()],
		joined: change.joined,
		updatedRoles: change.updatedRoles,
	};
}

/** The broker writes its file anew at every change, from what it has in memory. */
async function requireStopped(port: number): Promise<void> {
	const isRunning = await new Promise<boolean>((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
	if (!isRunning) return;
	throw new FaultError(
		'broker',
		`A broker runs on port ${port} and would write over new accounts: stop it, or let services in with npm run broker:account`,
	);
}
