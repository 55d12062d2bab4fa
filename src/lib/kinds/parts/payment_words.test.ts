import { expect, test } from 'vitest';
import { paymentMethodWord } from './payment_words.ts';

test('a method that is not offered is shown as it is', () => {
	expect([paymentMethodWord('MPESA'), paymentMethodWord('BANK')]).toEqual(['Mobile money', 'BANK']);
});
