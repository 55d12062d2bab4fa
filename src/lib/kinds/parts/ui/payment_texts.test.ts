import { expect, test } from 'vitest';
import { paymentMethodText } from './payment_texts.ts';

test('a method that is not offered is shown as it is', () => {
	expect(['MPESA', 'BANK', 'PUSH'].map(paymentMethodText)).toEqual(['Mobile money', 'BANK', 'PUSH']);
});
