import { describe, expect, test } from 'vitest';
import type { MailText } from '#lib/kernel/mail_text.ts';
import { htmlBody, plainBody } from './mail_body.ts';

const mail: MailText = {
	language: 'en',
	subject: 'Your <account>',
	greeting: 'Hello <img src=x onerror=alert(1)>,',
	paragraphs: ['Tom & "Jerry" invite you'],
	action: { label: 'Choose', url: 'https://pitlane.example/welcome/a?b=1&c="2"', bareLink: 'Or open:' },
	notes: ['Once', 'For an hour'],
};

describe('a mail', () => {
	test('as plain text has its address on a line of its own', () =>
		expect(plainBody(mail).split('\n')).toEqual([
			'Hello <img src=x onerror=alert(1)>,',
			'',
			'Tom & "Jerry" invite you',
			'',
			'Choose:',
			mail.action.url,
			'',
			'Once',
			'For an hour',
		]));

	test('as HTML lets no text become markup', () => {
		const html = htmlBody(mail);
		expect(html).toContain('Hello &#60;img src=x onerror=alert(1)&#62;,');
		expect(html).toContain('href="https://pitlane.example/welcome/a?b=1&#38;c=&#34;2&#34;"');
		expect(html.match(/<img|<script/g)).toBeNull();
	});

	test('as HTML loads nothing', () => expect(htmlBody(mail)).not.toMatch(/\bsrc="|url\(|<link/));
});
