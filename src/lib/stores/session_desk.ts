import { createRpcClient } from '#lib/rpc/client.ts';
import { AgentLine, type AgentLineOptions } from './agent_line.svelte.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { BatteryLink } from './battery_link.svelte.ts';
import { localRows } from './offline_rows.ts';
import { webLock } from './send_queued.ts';
import { sendStep } from './send_step.ts';
import { copyOf, keepTyped, saveCopy } from './session_copies.ts';
import { Wizard } from './wizard.svelte.ts';
import type { WizardOptions } from './wizard_options.ts';

type DeskMade = 'rpc' | 'line' | 'links' | 'personId' | 'keptCopy' | 'onshown';
type DeskOptions<View> = Omit<WizardOptions<View>, DeskMade> & Omit<AgentLineOptions, 'rpc'>;

/** Everything one session is worked on with in one tab. Nothing is sent before a step is taken. */
export function openSessionDesk<View>(options: DeskOptions<View>) {
	const rpc = createRpcClient();
	const line = new AgentLine({ rpc, actor: options.actor, broker: options.broker });
	const personId = options.actor.id;
	const wizard = new Wizard({
		...options,
		rpc,
		line,
		personId,
		links: {
			rows: localRows(),
			send: (row) => sendStep({ rpc, line }, row),
			whoIsIn: async () => (await rpc.people.me.query()).id,
			lock: webLock,
		},
		keptCopy: async () => (await copyOf(options.session.id, personId))?.session,
		onshown: (session: SessionRecord) => void saveCopy(session, personId),
	});
	return {
		wizard,
		line,
		/** Reading a battery takes the last refusal off the screen. */
		reader: new BatteryLink(rpc, () => wizard.dismiss()),
		/** What is typed and not sent yet outlives the tab. */
		entries: {
			kept: async () => (await copyOf(options.session.id, personId))?.typed ?? null,
			keep: (fields: Readonly<Record<string, string>>) => void keepTyped(options.session.id, personId, fields),
		},
		/** Plans by a part of the customer's name or phone number. */
		search: (text: string) => rpc.lookups.customers.query({ text }),
	};
}
