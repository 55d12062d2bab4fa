import { describe, expect, test } from 'vitest';
import { answeredExamples, type PrintedAnswer, type RequestDocument } from './answered_examples.ts';
import { differences, toleranceOf, type Tolerance } from './compare.ts';
import type { Heard } from './ear.ts';
import { given } from './given.ts';
import { printedJson, printedText } from './read_printed.ts';
import { tolerances } from './tolerances.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const used = new Set<Tolerance>();

describe.each(answeredExamples)('given what it presumes, when $file is published', ({ file, change, ...example }) => {
	test('then its answers are those printed, but for the differences of the table', async () => {
		const { shell, ear } = world();
		await given(world(), example.given);
		const from = ear.heard.length;
		const request = change ? JSON.stringify(change(printedJson(file) as RequestDocument)) : printedText(`${file}.json`);
		await shell.publish(example.topic, request);
		let after = from;
		for (const answer of example.answers) {
			const heard = await ear.next(({ topic }) => topic === answer.topic, after);
			// The acknowledgement comes first, as the message flow is drawn.
			after = ear.heard.indexOf(heard);
			const all = differences(printedMessage(answer), answeredMessage(answer, heard));
			const unlisted = all.filter((difference) => {
				const tolerance = toleranceOf(tolerances, answer.name, difference);
				if (tolerance) used.add(tolerance);
				return !tolerance;
			});
			expect(unlisted, answer.name).toEqual([]);
		}
	});
});

test('every difference of the table was met: what is answered as printed again must not stay excused', () => {
	expect(tolerances.filter((tolerance) => !used.has(tolerance))).toEqual([]);
});

/** The message as the specification prints it, under the names that the differences bear. */
function printedMessage({ file, correlationData, responsePattern }: PrintedAnswer) {
	const payload = printedJson(file);
	if (correlationData === undefined) return { payload };
	return {
		payload,
		qos: 0,
		correlationData,
		messageExpiry: 300,
		userProperties: {
			agent_type: 'BSS_AGENT_V2',
			response_type: 'AGENT_CALCULATION_RESULT',
			response_pattern: responsePattern,
			platform_version: '2.0.0',
			application: 'abs-platform',
		},
	};
}

function answeredMessage({ part, correlationData }: PrintedAnswer, heard: Heard) {
	const { qos, messageExpiry, userProperties } = heard;
	const payload = part === undefined ? heard.payload : heard.payload[part];
	if (correlationData === undefined) return { payload };
	return { payload, qos, correlationData: heard.correlationData, messageExpiry, userProperties };
}
