/** DBOS on PostgreSQL: a request is a workflow with one transaction, by DBOS's own datasource, behind Node's HTTP server. See peer.mjs. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { announce, eventually, freePort, installedPackage, readTask, saved, startServer } from './peer.mjs';

const { installed, data, documents } = await readTask();
const { DBOS } = installedPackage(installed, '@dbos-inc/dbos-sdk');
const { PostgresDataSource } = installedPackage(installed, '@dbos-inc/postgres-datasource');
const postgres = installedPackage(installed, 'postgres');

/** PostgreSQL refuses to run as root. */
const account = process.getuid() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
const programs = process.env.PITLANE_BENCH_POSTGRES;
const quiet = { ...account, cwd: data, stdio: ['ignore', 2, 2] };
execFileSync(`${programs}/initdb`, ['-D', `${data}/cluster`, '-U', 'bench', '-A', 'trust'], quiet);
const port = await freePort();
const options = [
	'-p',
	String(port),
	'-c',
	'listen_addresses=127.0.0.1',
	'-c',
	`unix_socket_directories=`,
	'-c',
	'max_connections=200',
];
startServer({
	program: `${programs}/postgres`,
	args: ['-D', `${data}/cluster`, ...options],
	options: { ...account, cwd: data },
	signal: 'SIGQUIT',
});

const place = { host: '127.0.0.1', port, user: 'bench', onnotice() {} };
const admin = postgres({ ...place, database: 'postgres', max: 1 });
await eventually(() => admin`CREATE DATABASE sessions`);
await admin.end();
const sql = postgres({ ...place, database: 'sessions', max: 1 });
await sql`CREATE TABLE session (id text PRIMARY KEY, version integer NOT NULL, document jsonb NOT NULL)`;
await sql`CREATE TABLE event (session_id text, seq integer, at bigint, data jsonb, PRIMARY KEY (session_id, seq))`;
for (const [id, document] of Object.entries(documents))
	await sql`INSERT INTO session VALUES (${id}, 1, ${sql.json({ ...document, version: 1 })})`;
await sql.end();

const connections = 20;
DBOS.setConfig({
	name: 'bench',
	systemDatabaseUrl: `postgresql://bench@127.0.0.1:${port}/dbos`,
	systemDatabasePoolSize: connections,
	runAdminServer: false,
	logLevel: 'error',
});
const source = new PostgresDataSource('sessions', { ...place, database: 'sessions', max: connections });
const save = source.registerTransaction(
	async (id, request) => {
		const { client } = PostgresDataSource;
		const [row] = await client`SELECT document FROM session WHERE id = ${id} FOR UPDATE`;
		const document = saved(row.document, request);
		const { version } = document;
		await client`UPDATE session SET version = ${version}, document = ${client.json(document)} WHERE id = ${id}`;
		await client`INSERT INTO event VALUES (${id}, ${version}, ${Date.now()}, ${client.json(request)})`;
		return version;
	},
	{ name: 'save', isolationLevel: 'READ COMMITTED' },
);
const patch = DBOS.registerWorkflow((id, request) => save(id, request), { name: 'patch' });
await DBOS.launch();

const http = createServer(async (request, response) => {
	try {
		const version = await patch(request.url.slice('/session/'.length), await json(request));
		const body = JSON.stringify({ version });
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
	} catch (error) {
		response.writeHead(500).end(String(error));
	}
});
http.listen(0, '127.0.0.1', () => announce({ port: http.address().port, path: '/session/{id}' }));

function idOf(flag) {
	return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}
