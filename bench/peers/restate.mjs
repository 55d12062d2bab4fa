/** Restate: sessions are virtual objects, keyed by id; the document and each event are state of the object. See peer.mjs. */
import { join } from 'node:path';
import { announce, eventually, freePort, installedPackage, post, readTask, saved, startServer } from './peer.mjs';

const { installed, data, documents } = await readTask();
const restate = installedPackage(installed, '@restatedev/restate-sdk');

const session = restate.object({
	name: 'session',
	handlers: {
		load: async (context, document) => context.set('document', document),
		patch: async (context, request) => {
			const document = saved(await context.get('document'), request);
			context.set('document', document);
			context.set(`event-${document.version}`, { at: Date.now(), ...request });
			return { version: document.version };
		},
	},
	// The events of a session are not sent along with each of its requests.
	options: { enableLazyState: process.env.LAZY !== '0' },
});
const servicePort = await freePort();
await restate.serve({ services: [session], port: servicePort });

const [ingressPort, adminPort, nodePort] = [await freePort(), await freePort(), await freePort()];
const platform = `${process.platform}-${process.arch}`;
const program = join(installed, `node_modules/@restatedev/restate-server-${platform}/bin/restate-server`);
startServer({
	program,
	args: ['--no-logo', '--base-dir', data, '--node-name', 'bench'],
	options: {
		env: {
			...process.env,
			DO_NOT_TRACK: '1',
			RESTATE_LISTEN_MODE: 'tcp',
			RESTATE_LOG_FILTER: 'warn',
			RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingressPort}`,
			RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${adminPort}`,
			RESTATE_BIND_ADDRESS: `127.0.0.1:${nodePort}`,
		},
	},
});
await eventually(() => post(`http://127.0.0.1:${adminPort}/deployments`, { uri: `http://127.0.0.1:${servicePort}` }));
for (const [id, document] of Object.entries(documents))
	await eventually(() => post(`http://127.0.0.1:${ingressPort}/session/${id}/load`, { ...document, version: 1 }));
announce({ port: ingressPort, path: '/session/{id}/patch' });
