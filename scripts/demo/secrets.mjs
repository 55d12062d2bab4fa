/** The demonstration's secrets, kept beside its data so that a second start goes on with them. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const text = () => randomBytes(24).toString('base64url');

/** Reads the secrets of a data folder, and makes those that it lacks: all of them at the first start. */
export function loadSecrets(data) {
	mkdirSync(data, { recursive: true, mode: 0o700 });
	const path = join(data, 'demo_secrets.json');
	const kept = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
	const secrets = {
		// People type it: the same on every machine, and only where nobody else can reach it.
		password: 'pitlane-demo',
		apiToken: `pl_${randomBytes(32).toString('base64url')}`,
		actorTokenKey: randomBytes(32).toString('base64'),
		agentPassword: text(),
		appPassword: text(),
		servicePassword: text(),
		chargerPassword: text(),
		odooApiKey: randomBytes(20).toString('hex'),
		mpesaConsumerSecret: text(),
		mpesaPasskey: randomBytes(32).toString('hex'),
		...kept,
	};
	writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 });
	return secrets;
}
