import { createRpcClient } from '#lib/rpc/client.ts';
import { AgentLine, type AgentLineOptions } from './agent_line.svelte.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { BatteryLink } from './battery_link.svelte.ts';
import { saveCopy } from './session_copies.ts';
import { Wizard, type WizardOptions } from './wizard.svelte.ts';

type DeskOptions<View> = Omit<WizardOptions<View>, 'rpc' | 'line'> & Omit<AgentLineOptions, 'rpc'>;

/** Everything one session is worked on with in one tab. Nothing is sent before a step is taken. */
export function openSessionDesk<View>(options: DeskOptions<View>) {
	const rpc = createRpcClient();
	const line = new AgentLine({ rpc, actor: options.actor, broker: options.broker });
	const onshown = (session: SessionRecord) => void saveCopy(session, options.actor.id);
	const wizard = new Wizard({ ...options, rpc, line, onshown });
	return {
		wizard,
		line,
		/** Reading a battery takes the last refusal off the screen. */
		reader: new BatteryLink(rpc, () => wizard.dismiss()),
		/** Plans by a part of the customer's name or phone number. */
		search: (text: string) => rpc.lookups.customers.query({ text }),
	};
}
