import { expect, test } from 'vitest';
import { parseTheme } from './theme.ts';

test.each(['light', 'dark', 'system'] as const)('keeps %s', (theme) => expect(parseTheme(theme)).toBe(theme));

test.each([undefined, '', 'Dark', '"><script>'])('takes %j, which is no theme, as the device’s choice', (text) =>
	expect(parseTheme(text)).toBe('system'),
);
