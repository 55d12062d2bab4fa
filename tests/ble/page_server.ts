import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Battery</title>
<button id="available">Available</button><button id="read">Read</button><button id="stop">Stop</button><output></output>
<script type="module" src="/page.js"></script>`;

/** Serves the test page, bundled in memory, on a free port of localhost, which counts as a secure context. */
export async function servePage(): Promise<{ url: string; close: () => void }> {
	const script = await bundle();
	const server = createServer((request, response) => {
		const isScript = request.url === '/page.js';
		response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
		response.end(isScript ? script : html);
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://localhost:${port}/`, close: () => server.close() };
}

async function bundle(): Promise<string> {
	const entry = fileURLToPath(new URL('page.ts', import.meta.url));
	const built = await build({
		configFile: false,
		logLevel: 'warn',
		build: { write: false, lib: { entry, formats: ['es'], fileName: 'page' } },
	});
	const [output] = built as Rolldown.RolldownOutput[];
	const chunk = output?.output[0];
	if (!chunk) throw new TypeError('The bundler wrote no script');
	return chunk.code;
}
