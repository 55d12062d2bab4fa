/** Directus on SQLite (write-ahead log, synchronous=FULL): two collections, and an endpoint on its services. See peer.mjs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announce, eventually, freePort, installedPackage, post, readTask, startServer } from './peer.mjs';

const { installed, data, documents } = await readTask();
const [port, token, file] = [await freePort(), crypto.randomUUID(), join(data, 'directus.db')];

const extension = join(data, 'extensions/patch');
for (const folder of [extension, join(data, 'uploads')]) mkdirSync(folder, { recursive: true });
// Directus looks for extensions among the packages of the folder it runs in.
writeFileSync(join(data, 'package.json'), '{}');
const manifest = { type: 'endpoint', path: 'index.js', source: 'index.js', host: '*' };
writeFileSync(
	join(extension, 'package.json'),
	JSON.stringify({ name: 'patch', version: '1.0.0', type: 'module', 'directus:extension': manifest }),
);
const endpoint = new URL('./directus_endpoint.mjs', import.meta.url).href;
writeFileSync(join(extension, 'index.js'), `export { endpoint as default } from '${endpoint}';\n`);

const env = {
	PATH: process.env.PATH,
	NODE_ENV: 'production',
	HOST: '127.0.0.1',
	PORT: String(port),
	PUBLIC_URL: `http://127.0.0.1:${port}`,
	SECRET: crypto.randomUUID(),
	ADMIN_EMAIL: 'admin@example.com',
	ADMIN_PASSWORD: crypto.randomUUID(),
	ADMIN_TOKEN: token,
	DB_CLIENT: 'sqlite3',
	DB_FILENAME: file,
	EXTENSIONS_PATH: join(data, 'extensions'),
	STORAGE_LOCAL_ROOT: join(data, 'uploads'),
	LOG_LEVEL: 'warn',
	TELEMETRY: 'false',
	WEBSOCKETS_ENABLED: 'false',
};
const cli = join(installed, 'node_modules/directus/cli.js');
execFileSync(process.execPath, [cli, 'bootstrap'], { cwd: data, env, stdio: ['ignore', 2, 2] });

const sqlite = installedPackage(installed, 'sqlite3');
await new Promise((resolve, reject) => {
	const database = new sqlite.Database(file);
	database.exec('PRAGMA journal_mode = WAL', (error) => (error ? reject(error) : database.close(resolve)));
});

startServer({ program: process.execPath, args: [cli, 'start'], options: { cwd: data, env } });
const headers = { authorization: `Bearer ${token}` };
const ask = (path, body) => post(`http://127.0.0.1:${port}${path}`, body, headers);
const field = (name, type, schema = {}) => ({
	field: name,
	type,
	schema,
	meta: type === 'json' ? { special: ['cast-json'] } : {},
});
await eventually(() =>
	ask('/collections', {
		collection: 'sessions',
		schema: {},
		fields: [field('id', 'string', { is_primary_key: true }), field('version', 'integer'), field('document', 'json')],
	}),
);
await ask('/collections', {
	collection: 'events',
	schema: {},
	fields: [
		field('id', 'integer', { is_primary_key: true, has_auto_increment: true }),
		...[field('session_id', 'string'), field('seq', 'integer'), field('at', 'bigInteger'), field('data', 'json')],
	],
});
const rows = Object.entries(documents).map(([id, document]) => ({
	id,
	version: 1,
	document: { ...document, version: 1 },
}));
for (let i = 0; i < rows.length; i += 50) await ask('/items/sessions', rows.slice(i, i + 50));
announce({ port, path: '/patch/{id}', headers });
