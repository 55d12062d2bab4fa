/** A gateway on Deno, as the agent has it, and chargers that connect to it: prints what its desk was told as lines of JSON, then ends. */
import process from 'node:process';
import { runLiveCharger } from '#lib/server/demo/charger_simulator/live_charger.ts';
import { startOcppGateway } from '#lib/server/gateways/ocpp/start_gateway.ts';
import { createMemoryDesk, type Told } from './ocpp_desk.ts';
import { chargerOf, password, protocols } from './ocpp_accounts.ts';

/** A line of standard output. */
export type PrintedLine = { readonly told: Told } | { readonly fault: string };

const print = (line: PrintedLine) => process.stdout.write(`${JSON.stringify(line)}\n`);
const onFault = (error: unknown) => void print({ fault: String(error) });

const desk = createMemoryDesk();
const gateway = await startOcppGateway({
	port: 0,
	host: '127.0.0.1',
	desk,
	clock: Date.now,
	onFault,
	limits: { pollMs: 10 },
});
const url = `ws://127.0.0.1:${gateway.port}/ocpp`;
const pace = { sampleMs: 20, heartbeatMs: 10, retryMs: 10 };
const chargers = protocols.map((protocol) =>
	runLiveCharger({
		account: { url, chargerId: chargerOf[protocol], password, protocol },
		clock: Date.now,
		registerWh: 1000,
		pace,
		onFault,
	}),
);
const evseId = 1;
desk.commands.push(
	...protocols.map((protocol) => {
		const chargerId = chargerOf[protocol];
		return { id: chargerId, chargerId, action: 'start', evseId, idTag: 'CARD-1', remoteStartId: 1 } as const;
	}),
);

const hasCharged = () => {
	const charged = desk.told.filter(([name]) => name === 'readingsTaken').map(([, chargerId]) => chargerId);
	return protocols.every((protocol) => charged.includes(chargerOf[protocol]));
};
while (!hasCharged()) await new Promise((resolve) => setTimeout(resolve, 10));
await Promise.all(chargers.map(({ charger }) => charger.end()));
await Promise.all(chargers.map((charger) => charger.stop()));
await gateway.close();
for (const told of desk.told) print({ told });
