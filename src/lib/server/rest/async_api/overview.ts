import { actorTokenProperty } from '#lib/protocol/actor_token.ts';
import { requestLimitBytes } from '#lib/protocol/json_bytes.ts';
import { messageExpirySeconds, retryRule } from '#lib/protocol/replies.ts';
import { personRate } from '../../operations/rate_limit.ts';

/** One subject of how to speak to the agent; `code` stands between backticks. */
export interface OverviewSection {
	readonly id: string;
	readonly title: string;
	readonly points: readonly string[];
}

const [first, second, third] = retryRule.backoffSeconds;

/** How to speak to the agent, for the document and the page alike. */
export const overview: readonly OverviewSection[] = [
	{
		id: 'transport',
		title: 'Transport',
		points: [
			'MQTT 5, QoS 1 both ways, nothing retained, payloads in JSON and UTF-8.',
			`Send each request with a Message Expiry Interval of ${messageExpirySeconds} s, as the replies have it: a later answer helps nobody.`,
			`A request has at most ${requestLimitBytes / 1024} KiB and 32 levels of nesting.`,
			'Connect with Session Expiry Interval 0: a PUBACK says that the broker has the message, never that anything was done. Only the reply does.',
			'Several agents share the requests; each request goes to one of them.',
		],
	},
	{
		id: 'accounts',
		title: 'Accounts',
		points: [
			'**Service accounts** (stations’ own devices, other backends) connect over TCP with user, password and the one client id they are bound to. They publish requests and read `echo/…`, `rtrn/…`, `stat/…` and `meta/…`; they need no token.',
			'**Tabs** connect over WebSocket with a credential that the app mints for one tab and renews: user, password and client id, valid for 15 minutes, revoked at sign-out. They publish requests, and read `reply/{client_id}/…` alone.',
			`A tab names \`reply/{client_id}/{operation}\` as Response Topic and shows its signed actor token in the user property \`${actorTokenProperty}\`. The token must agree with \`actor\` and with the client id; role, station and shift are checked again at every request.`,
			'What does not fit is answered `SECURITY_ALERT` and recorded in the audit log.',
		],
	},
	{
		id: 'exchange',
		title: 'Request and reply',
		points: [
			'Subscribe first, then publish. The reply comes on another topic than the request.',
			'Match replies by Correlation Data: it is the request’s own, or its `correlation_id` in UTF-8. In the payload some operations append a suffix to `correlation_id`.',
			'A chained operation sends service accounts an acknowledgement first. It decides nothing: wait for the final reply.',
			'`plan_id` and `action` of the payload must agree with the topic.',
		],
	},
	{
		id: 'retry',
		title: 'Asking again',
		points: [
			`Wait ${retryRule.timeoutSeconds} s for the reply. Ask at most ${retryRule.attempts} times, after ${first}, ${second} and ${third} s, **under the same \`correlation_id\`** and with the same \`data\`.`,
			'Signed-in people then ask the app over HTTPS, with the same envelope and the same id: the effect happens once, whichever way was heard.',
		],
	},
	{
		id: 'idempotency',
		title: 'Once and only once',
		points: [
			'An operation that writes takes effect once per plan, operation and `correlation_id`: asked again, it sends the stored answer.',
			'The same id with other `data` is refused with `IDEMPOTENCY_KEY_REUSED`. A refused request has changed nothing and may be tried again under its id.',
			'The same payment reference under another id is refused with `PAYMENT_REFERENCE_USED`: nothing is credited twice.',
			'While Odoo has yet to answer, asking again is answered `OPERATION_PENDING`; the final reply comes by itself, once.',
			'An operation that reads is answered anew each time.',
		],
	},
	{
		id: 'errors',
		title: 'Success and failure',
		points: [
			'`data.success` and `data.signals` are read together. A failure signal wins over `success: true`: every `…_FAILED`, and `QUOTA_EXHAUSTED`, `SERVICE_REJECTED`, `TOPUP_REQUIRED`, `BATTERY_MISMATCH`, `ASSET_VALIDATION_FAILED`, `SECURITY_ALERT`, `RATE_LIMIT_EXCEEDED`.',
			'`IDEMPOTENT_OPERATION_DETECTED` counts as success: the effect is already there.',
			'A refusal that the specification has no signal for is `<OPERATION>_FAILED` beside its own code. `metadata.reason` is the code, `metadata.message` the sentence, `metadata.recovery_action` the way on.',
			`A person’s requests beyond ${personRate.perSecond} a second, ${personRate.burst} at once, are answered \`RATE_LIMIT_EXCEEDED\` with \`metadata.retry_after_ms\`. Service accounts are not limited.`,
			'A request that cannot be read is answered where its topic says where to, and kept for a person to look at.',
		],
	},
];
