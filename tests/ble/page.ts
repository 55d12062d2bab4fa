import { webBluetoothTransport } from '#lib/ble/web_bluetooth.ts';

const asked = new URLSearchParams(location.search);
/** How long a read may take, ms: as long as one does on a slow machine, unless the test says. */
const readLimitMs = Number(asked.get('read_limit_ms') ?? 2000);
/** The page of the tests: the real transport with limits of its own, run by a button, as a chooser needs a click. */
const transport = webBluetoothTransport({ limits: { readLimitMs } });
const stopping = new AbortController();
const progress: number[] = [];

async function run(expectedId: string | null) {
	const chosen = await transport.choose(expectedId);
	if (!chosen.ok) return chosen;
	const onProgress = (fraction: number) => {
		progress.push(fraction);
		document.title = fraction.toFixed(2);
	};
	return await transport.read(chosen.value, { onProgress, signal: stopping.signal });
}

document.querySelector('#read')?.addEventListener('click', () => {
	void run(asked.get('expected')).then((result) => show({ result, progress }));
});
document.querySelector('#stop')?.addEventListener('click', () => stopping.abort());
document.querySelector('#available')?.addEventListener('click', () => {
	void transport.available().then(show);
});

function show(what: unknown): void {
	const output = document.querySelector('output');
	if (output) output.textContent = JSON.stringify(what);
}
