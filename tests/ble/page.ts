import { webBluetoothTransport } from '#lib/ble/web_bluetooth.ts';

/** The page of the tests: the real transport with short time limits, run by a button, as a chooser needs a click. */
const transport = webBluetoothTransport({ limits: { readLimitMs: 400, connectLimitMs: 2000 } });
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
	const expectedId = new URLSearchParams(location.search).get('expected');
	void run(expectedId).then((result) => show({ result, progress }));
});
document.querySelector('#stop')?.addEventListener('click', () => stopping.abort());
document.querySelector('#available')?.addEventListener('click', () => {
	void transport.available().then(show);
});

function show(what: unknown): void {
	const output = document.querySelector('output');
	if (output) output.textContent = JSON.stringify(what);
}
