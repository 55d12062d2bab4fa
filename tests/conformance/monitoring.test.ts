import { describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { printedText } from './read_printed.ts';
import { weeklyPlan } from './spec_plans.ts';
import { useWorld } from './world.ts';

const world = useWorld();

/** Reason code of SUBACK. Spec: MQTT 5, 3.9.3. */
const notAuthorised = 135;

/** The subscriptions that «Monitoring» prints, whether a trusted account may have them, and what they then hear. */
const subscriptions = [
	{
		filter: 'echo/abs/attendant/#',
		granted: true,
		why: 'Nothing is said there: the printed answers are on echo/abs/service',
	},
	{ filter: 'rtrn/abs/attendant/#', granted: true, why: 'Acknowledgements and answers' },
	{ filter: 'echo/odo/billing/#', granted: true, why: 'What billing has processed' },
	{ filter: 'stat/abs/attendant/#', granted: true, why: 'Activity' },
	{ filter: 'meta/abs/attendant/#', granted: true, why: 'Workflow' },
	{ filter: 'emit/uxi/attendant/#', granted: false, why: 'Ruled: requests carry the actor tokens of people’s tabs' },
	{ filter: 'call/uxi/attendant/#', granted: false, why: 'Ruled: requests carry the actor tokens of people’s tabs' },
	{ filter: 'emit/uxi/billing/#', granted: false, why: 'Ruled: requests carry the actor tokens of people’s tabs' },
] as const;

describe.each(subscriptions)('given a trusted account, when it subscribes to $filter', ({ filter, granted, why }) => {
	test(`then it ${granted ? 'may' : 'may not'}: ${why}`, async () => {
		const listening = world().watcher.listen([filter]);
		if (!granted) return expect(listening).rejects.toThrow(`Not subscribed: Subscribed (mid: 1): ${notAuthorised}`);
		await (await listening).stop();
	});
});

test('given the printed monitor, when a report is answered, then it prints topic and answer', async () => {
	let printed: string | null = null;
	const monitor = world()
		.watcher.run(printedText('monitor_payments.sh'))
		.then((text) => (printed = text));
	// Nothing tells when its subscription stands: what it misses is asked again.
	while (printed === null) await ask(world(), 'payment_and_service', { correlationId: 'watched' });
	const answer = `echo/abs/service/plan/${weeklyPlan.planId}/payment_and_service {.*"signals":\\["INVALID_REQUEST"\\].*}`;
	expect(await monitor).toMatch(new RegExp(`^${answer}\n$`));
});
