import { describe, expect, test } from 'vitest';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { changesOf, readFigures } from './effects.ts';
import { effectiveExamples } from './effective_examples.ts';
import { given } from './given.ts';
import { printedJson, printedText } from './read_printed.ts';
import { useWorld } from './world.ts';

const world = useWorld();

describe.each(effectiveExamples)('given what it presumes, when $file is published', ({ file, topic, ...example }) => {
	test('then it is answered, and changes what the specification says and nothing else', async () => {
		const { ear, shell, store } = world();
		await given(world(), example.given);
		const before = await readFigures(world());
		const from = ear.heard.length;
		await shell.publish(topic, printedText(`${file}.json`));
		const { payload, ...properties } = await ear.next((message) => message.topic === example.answer.topic, from);
		const { signals, fsmInputs } = example.answer;
		expect(payload).toMatchObject({
			plan_id: printedJson(file)['plan_id'],
			correlation_id: printedJson(file)['correlation_id'],
			data: { success: true, signals, ...(fsmInputs && { fsmInputs }) },
		});
		expect(properties).toMatchObject({
			qos: 1,
			correlationData: printedJson(file)['correlation_id'],
			messageExpiry: 300,
			userProperties: { agent_type: 'BSS_AGENT_V2', response_pattern: example.answer.topic.slice(0, 4) },
		});
		expect(changesOf(before, await readFigures(world()))).toEqual(example.changes);
		expect(await brokenInvariants(store)).toEqual([]);
	});
});
