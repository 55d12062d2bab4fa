import { expect, test } from 'vitest';
import { pushOutcomes } from '#lib/kernel/push_outcomes.ts';
import type { AskedPush } from '../phone_push.ts';
import { pushText } from './push_text.ts';

function failedBy(code: string, message: string): AskedPush {
	const progress = { status: 'failed', code, message } as const;
	return { intentId: 'p-1', phone: '254712345678', amountMinor: 100, at: 0, progress };
}

test.each(Object.entries(pushOutcomes))('%s is told as the provider’s table has it', (code, { attendant }) => {
	expect(pushText(failedBy(code, ''), 'failed')).toBe(attendant);
});

test('an end that nobody knows is told as it was stored', () => {
	expect(pushText(failedBy('toString', 'Not today'), 'failed')).toBe('Not today');
});
