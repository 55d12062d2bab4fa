import { requestLimitBytes } from '#lib/protocol/json_bytes.ts';
import { chargePoints } from './charge_points.ts';
import { personRate } from '../../operations/rate_limit.ts';
import { describeDocuments } from '../../engine/document_schemas.ts';

/** One subject of how to use the REST surface; `code` stands between backticks. */
export interface OverviewSection {
	readonly id: string;
	readonly title: string;
	readonly points: readonly string[];
}

/** How to use the REST surface, for the document and the page alike. */
export function restOverview(): readonly OverviewSection[] {
	return [
		{
			id: 'access',
			title: 'Access',
			points: [
				'A program sends `Authorization: Bearer …`. Managers make tokens in the app, with the scopes `sessions:read`, `sessions:write` and `sessions:import`; riders make their own, with `charging:read` and `charging:write`. A token is shown once, expires, and can be revoked at any time.',
				'The app’s own pages send their cookie; with it, requests that write are taken from the app’s origin alone.',
				'Station, actor and role are those of the account and its open shift, never those of a request. What one may not see looks like what does not exist.',
			],
		},
		{
			id: 'documents',
			title: 'Documents and drafts',
			points: [
				'A printed document has every field of its type, `null` where unset.',
				'Clients write **drafts**: what a form, a choice or Bluetooth holds before a step is taken. A draft becomes a fact when its step is taken, and is the server’s from then on.',
				...describeDocuments()
					.filter(({ isSaved }) => isSaved)
					.map(
						({ sessionType, drafts }) =>
							`Drafts of \`${sessionType}\`: ${drafts.map((path) => `\`${path}\``).join(', ')}.`,
					),
				'Everything else is written by the session’s steps. A request that would change it is refused with `FIELD_SERVER_OWNED` and the field’s path, and changes nothing; a value that the field already has is no change.',
				'No password and no token is ever stored in a document.',
			],
		},
		{
			id: 'versions',
			title: 'Versions and repeats',
			points: [
				'Each accepted write raises `version` by one; what changes nothing answers the current one. The version is also the `ETag`.',
				'Name the version you saw as `version` in the body or in `If-Match`: if it is stale the answer is 409 with the current one, and nothing has changed.',
				'The same document under the same id and version again is answered as the first time, and has one effect. So is any request that repeats its `Idempotency-Key`; with another body that key is refused.',
			],
		},
		{
			id: 'mirrors',
			title: 'Sessions of other backends',
			points: [
				'A service account with the scope `sessions:import` keeps sessions that another backend runs as their whole documents, under the version that backend gave them. They are listed, read and told; no step is taken in them, and no ledger counts them.',
				'What opens something, as `customer_session_token`, is replaced by an opaque reference before it is stored.',
			],
		},
		{ id: 'charging', title: 'Charging', points: chargePoints },
		{
			id: 'limits',
			title: 'Limits and errors',
			points: [
				`A body has at most ${requestLimitBytes / 1024} KiB and 32 levels. A person sends up to ${personRate.perSecond} requests a second after a burst of ${personRate.burst}; beyond, the answer is 429 with \`Retry-After\`.`,
				'Each refusal has a `code`, a sentence, whether the session can go on, and what to do next.',
				'A 503 says that the outcome is unknown: send the same request again.',
			],
		},
	];
}
