/**
 * Lighthouse on a phone's profile: `npm run lighthouse [-- --runs N]`. Starts the built app with the demonstration's data, signs
 * in by its form and measures four pages, each loaded anew from an empty cache. Ends with 1 if a category is below 95 in the median.
 *
 * Timed, so no part of `npm test`: the figures hold for the machine and for what else it does, which the table says.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild, ensureNodeModules, ensureSystem } from './bootstrap.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
const runs = Number(values.runs);
if (!Number.isSafeInteger(runs) || runs < 1) throw new TypeError(`--runs is ${values.runs}, should be 1 or more`);

ensureNodeModules();
ensureSystem(['chromium']);
ensureBuild();
// What these need may have been installed just now.
const { freePorts } = await import('./demo/ports.mjs');
const { startProcesses } = await import('./demo/processes.mjs');
const { loadSecrets } = await import('./demo/secrets.mjs');
const { openBrowser } = await import('./lighthouse/browser.mjs');
const { measurePages } = await import('./lighthouse/pages.mjs');
const { report } = await import('./lighthouse/report.mjs');

const folder = mkdtempSync(join(tmpdir(), 'pitlane-lighthouse-'));
const data = join(folder, 'data');
const [port, tcpPort, wsPort, odooPort, mpesaPort, smtpPort, mailsPort, ocppPort] = await freePorts(8);
const secrets = loadSecrets(data);
const demo = startProcesses({
	...{ data, secrets, port, tcpPort, wsPort, odooPort, mpesaPort, smtpPort, mailsPort, ocppPort },
	onUnexpectedEnd: () => (process.exitCode = 1),
});
let browser;
try {
	const { web, accounts } = { web: `http://localhost:${port}`, ...(await demo.ready) };
	browser = await openBrowser(join(folder, 'profile'));
	const load = loadavg()[0];
	const measured = await measurePages({ browser, web, accounts, runs });
	const { text, isGood } = report(measured, { loadBefore: load, loadAfter: loadavg()[0] });
	process.stdout.write(text);
	if (!isGood) process.exitCode = 1;
} finally {
	await browser?.close();
	await demo.stop();
	rmSync(folder, { recursive: true, force: true });
}
