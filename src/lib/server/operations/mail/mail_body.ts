import type { MailText } from '#lib/kernel/mail_text.ts';

/** A mail as plain text, its address on a line of its own. */
export function plainBody({ greeting, paragraphs, action, notes }: MailText): string {
	return [greeting, ...paragraphs, `${action.label}:\n${action.url}`, notes.join('\n')].join('\n\n');
}

const page = 'margin:0;padding:24px 16px;background:#f4f4f5;color:#18181b;font:16px/1.5 system-ui,sans-serif';
const card = 'max-width:520px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px';
const button =
	'display:inline-block;padding:14px 20px;border-radius:10px;background:#0b4f4a;color:#ffffff;font-weight:700;text-decoration:none';
const small = 'color:#52525b;font-size:14px;overflow-wrap:anywhere';

/** A mail as HTML that loads nothing from anywhere; every text in it is escaped. */
export function htmlBody({ language, subject, greeting, paragraphs, action, notes }: MailText): string {
	const url = escape(action.url);
	const lines = [
		...[greeting, ...paragraphs].map((text) => `<p>${escape(text)}</p>`),
		`<p><a href="${url}" style="${button}">${escape(action.label)}</a></p>`,
		`<p style="${small}">${escape(action.bareLink)}<br>${url}</p>`,
		...notes.map((text) => `<p style="${small}">${escape(text)}</p>`),
	];
	return [
		`<!doctype html><html lang="${escape(language)}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>`,
		`<body style="${page}"><div style="${card}">`,
		...lines,
		'</div></body></html>',
	].join('\n');
}

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
