import { jsonReply, type SandboxReply, type SandboxRequest } from '../http_sandbox.ts';
import type { SandboxMail } from './read_mail.ts';

/** The most mails that the page shows, newest first. */
const shownLimit = 50;

/** Answers `/` with a page of the mails that came, and `/mails` with all of them as JSON. */
export function answerMails({ path }: SandboxRequest, mails: readonly SandboxMail[]): SandboxReply {
	switch (path) {
		case '/':
			return { status: 200, headers, body: page(mails.slice(-shownLimit).reverse()) };
		case '/mails':
			return jsonReply(mails);
		default:
			return jsonReply('There are / and /mails', 404);
	}
}

/** Mails are shown as text, and nothing in them can run or load anything. */
const headers = {
	'Content-Type': 'text/html; charset=utf-8',
	'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
	'Referrer-Policy': 'no-referrer',
	'Cache-Control': 'no-store',
};

function page(mails: readonly SandboxMail[]): string {
	const style =
		'body{font:1rem/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}';
	const shown = mails.length === 0 ? '<p>No mail has come yet</p>' : mails.map(article).join('');
	return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mails</title><style>${style}</style><main><h1>Mails</h1>${shown}</main></html>`;
}

function article({ to, subject, receivedAt, text }: SandboxMail): string {
	const linked = escape(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
	const at = new Date(receivedAt).toISOString();
	return `<article><h2>${escape(subject)}</h2><p>To ${escape(to)}, <time datetime="${at}">${at}</time></p><pre>${linked}</pre></article>`;
}

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
