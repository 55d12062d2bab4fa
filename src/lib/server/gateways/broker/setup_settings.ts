import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { idText } from '#lib/kernel/schemas.ts';

const port = whole(1, 65_535);
const path = v.pipe(v.string(), v.regex(/^\/[^\r\n]+$/, 'should be an absolute path'));
const mqttUrl = v.pipe(v.string(), v.regex(/^mqtts?:\/\/[^\s/@]+$/, 'should be mqtt://HOST:PORT or mqtts://HOST:PORT'));
const webSocketUrl = v.pipe(v.string(), v.regex(/^wss?:\/\/[^\s@]+$/, 'should be wss://HOST/PATH'));

/** What an operator may decide of a broker; kept beside its configuration, so that a later run names only what changes. */
const brokerSettings = v.object({
	tcpPort: v.optional(port, 1883),
	wsPort: v.optional(port, 9001),
	wsHost: v.optional(v.pipe(v.string(), v.regex(/^[\w.:]+$/, 'should be an address')), '127.0.0.1'),
	tls: v.optional(v.object({ port: v.optional(port, 8883), certPath: path, keyPath: path })),
	/** How many agent processes, and connections of each that receive. */
	agents: v.optional(whole(1, 26), 1),
	connections: v.optional(whole(1, 64), 1),
	/** How many web processes. */
	apps: v.optional(whole(1, 26), 1),
	/** Where agents and apps reach the broker: the port without TLS unless told. */
	url: v.optional(mqttUrl),
	/** Where browsers reach it, as the proxy publishes it. */
	wsUrl: v.optional(webSocketUrl),
});

export type BrokerSettings = v.InferOutput<typeof brokerSettings>;

/** Settings by name, as far as they are given. */
export type GivenSettings = Partial<v.InferInput<typeof brokerSettings>>;

/** What was given, over what is remembered, over the defaults. Throws FaultError that names each setting that is wrong. */
export function readSettings(remembered: unknown, given: GivenSettings): BrokerSettings {
	const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
	const parsed = v.safeParse(brokerSettings, { ...(remembered as object | null), ...named });
	if (!parsed.success) {
		const problems = parsed.issues.map(
			(issue) => `${v.getDotPath(issue) ?? 'settings'} is ${JSON.stringify(issue.input)}, ${issue.message}`,
		);
		throw new FaultError('broker', problems.join('\n'));
	}
	const { tcpPort, wsPort, tls } = parsed.output;
	const ports = [tcpPort, wsPort, ...(tls ? [tls.port] : [])];
	if (new Set(ports).size < ports.length)
		throw new FaultError('broker', `Ports are ${ports.join(', ')}, should differ`);
	return parsed.output;
}

/** A service's name: a client id that no account of Pitlane's own can have. Throws FaultError for another. */
export function requireServiceName(name: string): void {
	if (v.is(idText, name) && !/^(pitlane-|u-)/.test(name)) return;
	throw new FaultError(
		'broker',
		`Service is ${JSON.stringify(name)}, should be letters, digits and . _ : - and not begin with pitlane- or u-`,
	);
}

function whole(min: number, max: number) {
	const should = `should be a whole number from ${min} to ${max}`;
	return v.pipe(v.number(should), v.integer(should), v.minValue(min, should), v.maxValue(max, should));
}
