import { timingSafeEqual } from 'node:crypto';
import { jsonReply, type SandboxReply, type SandboxRequest } from '../http_sandbox.ts';
import { nairobiDateTime } from './nairobi_time.ts';
import type { PushDesk, SandboxPush } from './push_desk.ts';
import { resultText } from './result_texts.ts';
import type { RiderScripts } from './rider_scripts.ts';
import type { Endpoint } from './trouble.ts';

/** The one app of the sandbox, and its shortcode. */
export interface SandboxMerchant {
	readonly consumerKey: string;
	readonly consumerSecret: string;
	readonly shortcode: string;
	readonly passkey: string;
	readonly type: 'paybill' | 'till';
	/** Where the money goes: the till, or the shortcode itself. */
	readonly receiver: string;
}

/** What the endpoints work on. */
export interface DarajaState {
	readonly merchant: SandboxMerchant;
	readonly desk: PushDesk;
	readonly scripts: RiderScripts;
	/** Tokens that are accepted. */
	readonly tokens: Set<string>;
	/** True once the shortcode is registered for pulling. */
	isPulled: boolean;
}

type Body = Readonly<Record<string, unknown>>;

/** Each endpoint by method and path. */
export const endpointPaths: Readonly<Record<string, Endpoint>> = {
	'/oauth/v1/generate': 'token',
	'/mpesa/stkpush/v1/processrequest': 'push',
	'/mpesa/stkpushquery/v1/query': 'query',
	'/pulltransactions/v1/register': 'register',
	'/pulltransactions/v1/query': 'pull',
};

const acceptedText = 'Success. Request accepted for processing';
const pullWindowMs = 48 * 3_600_000;
/** How many transactions one answer of the pull lists. */
const pullPageSize = 10;

/** An error as Daraja prints it. */
export function darajaError(status: number, errorCode: string, errorMessage: string): SandboxReply {
	return jsonReply({ requestId: '11728-2929992-1', errorCode, errorMessage }, status);
}

/** What Daraja answers to a request that reaches one of its endpoints. */
export function perform(state: DarajaState, endpoint: Endpoint, request: SandboxRequest): SandboxReply {
	if (endpoint === 'token') return issueToken(state, request);
	const token = /^Bearer (.+)$/.exec(String(request.headers['authorization']))?.[1];
	if (!token || !state.tokens.has(token)) return darajaError(404, '404.001.03', 'Invalid Access Token');
	const body = (request.json ?? {}) as Body;
	switch (endpoint) {
		case 'push':
			return takePush(state, body);
		case 'query':
			return answerQuery(state, body);
		case 'register':
			return register(state, body);
		case 'pull':
			return list(state, body);
	}
}

/** True if two secrets are the same, compared in constant time. */
export function isSecret(given: unknown, wanted: string): boolean {
	const [left, right] = [Buffer.from(String(given)), Buffer.from(wanted)];
	return left.length === right.length && timingSafeEqual(left, right);
}

function issueToken({ merchant, tokens }: DarajaState, { headers, query }: SandboxRequest): SandboxReply {
	if (query.get('grant_type') !== 'client_credentials')
		return darajaError(400, '400.008.02', 'Invalid grant type passed');
	const login = Buffer.from(`${merchant.consumerKey}:${merchant.consumerSecret}`).toString('base64');
	if (!isSecret(headers['authorization'], `Basic ${login}`)) {
		return darajaError(400, '400.008.01', 'Invalid Authentication passed');
	}
	const token = `sandbox-token-${Date.now().toString(36)}-${tokens.size + 1}`;
	tokens.add(token);
	return jsonReply({ access_token: token, expires_in: '3599' });
}

function takePush({ merchant, desk, scripts }: DarajaState, body: Body): SandboxReply {
	const denied = denyMerchant(merchant, body);
	if (denied) return denied;
	const wrong = pushFields(merchant).find(([field, isRight]) => !isRight(body[field]))?.[0];
	if (wrong) return darajaError(400, '400.002.02', `Bad Request - Invalid ${wrong}`);
	const push = desk.take(body, scripts.take(String(body['PhoneNumber'])));
	return jsonReply({
		...idsOf(push),
		ResponseCode: '0',
		ResponseDescription: acceptedText,
		CustomerMessage: acceptedText,
	});
}

function pushFields({ type, receiver }: SandboxMerchant): [string, (value: unknown) => boolean][] {
	const isText = (limit: number) => (value: unknown) =>
		typeof value === 'string' && value !== '' && value.length <= limit;
	const transactionType = type === 'till' ? 'CustomerBuyGoodsOnline' : 'CustomerPayBillOnline';
	return [
		['TransactionType', (value) => value === transactionType],
		['Amount', (value) => /^[1-9]\d{0,5}$/.test(String(value))],
		['PartyA', isSafaricomPhone],
		['PartyB', (value) => String(value) === receiver],
		['PhoneNumber', isSafaricomPhone],
		['CallBackURL', (value) => typeof value === 'string' && URL.canParse(value)],
		['AccountReference', isText(12)],
		['TransactionDesc', isText(13)],
	];
}

function isSafaricomPhone(value: unknown): boolean {
	return /^254[17]\d{8}$/.test(String(value));
}

function answerQuery({ merchant, desk }: DarajaState, body: Body): SandboxReply {
	const denied = denyMerchant(merchant, body);
	if (denied) return denied;
	const push = desk.find(body['CheckoutRequestID']);
	if (!push) return darajaError(400, '400.002.02', 'Bad Request - Invalid CheckoutRequestID');
	if (!push.end) return darajaError(500, '500.001.1001', 'The transaction is being processed');
	const { resultCode } = push.end;
	return jsonReply({
		ResponseCode: '0',
		ResponseDescription: 'The service request has been accepted successsfully',
		...idsOf(push),
		ResultCode: resultCode,
		ResultDesc: resultText(resultCode),
	});
}

function denyMerchant({ shortcode, passkey }: SandboxMerchant, body: Body): SandboxReply | null {
	const timestamp = String(body['Timestamp']);
	if (!/^20\d{12}$/.test(timestamp)) return darajaError(400, '400.002.02', 'Bad Request - Invalid Timestamp');
	if (String(body['BusinessShortCode']) !== shortcode)
		return darajaError(500, '500.001.1001', 'Merchant does not exist');
	const password = Buffer.from(`${shortcode}${passkey}${timestamp}`).toString('base64');
	return isSecret(body['Password'], password) ? null : darajaError(500, '500.001.1001', 'Wrong credentials');
}

function register(state: DarajaState, body: Body): SandboxReply {
	const isRight = String(body['ShortCode']) === state.merchant.shortcode && body['RequestType'] === 'Pull';
	if (!isRight) return darajaError(400, '400.002.02', 'Bad Request - Invalid ShortCode');
	if (!isSafaricomPhone(body['NominatedNumber']))
		return darajaError(400, '400.002.02', 'Bad Request - Invalid NominatedNumber');
	const [status, description] = state.isPulled
		? ['1001', 'Shortcode already Registered!']
		: ['1000', 'Request processed successfully'];
	state.isPulled = true;
	return jsonReply({ ResponseRefID: '18633-7271215-1', 'Response Status': status, ResponseDescription: description });
}

function list({ merchant, desk, isPulled }: DarajaState, body: Body): SandboxReply {
	const [from, to] = [String(body['StartDate']), String(body['EndDate'])];
	const earliest = Date.now() - pullWindowMs;
	const listed = desk.all().flatMap((push) => {
		if (push.end?.resultCode !== '0' || push.end.at < earliest) return [];
		const at = nairobiDateTime(push.end.at);
		return at >= from && at <= to ? [transactionOf(push, push.end, merchant)] : [];
	});
	const offset = Number(body['OffSetValue']);
	const page = listed.slice(offset, offset + pullPageSize);
	if (!isPulled || page.length === 0) {
		return jsonReply({ ResponseCode: '1001', ResponseMessage: 'No records found or Organization Name not available' });
	}
	const ResponseRefID = '26178-42530161-2';
	return jsonReply({ ResponseRefID, ResponseCode: '1000', ResponseMessage: 'Success', Response: [page] });
}

function transactionOf({ request }: SandboxPush, end: NonNullable<SandboxPush['end']>, { type }: SandboxMerchant) {
	return {
		transactionId: end.receipt,
		trxDate: `${nairobiDateTime(end.at).replace(' ', 'T')}+03:00`,
		msisdn: Number(request['PhoneNumber']),
		sender: 'MPESA',
		transactiontype: type === 'till' ? 'c2b-buy-goods-debit' : 'c2b-pay-bill-debit',
		billreference: type === 'till' ? '' : request['AccountReference'],
		amount: end.amount.toFixed(1),
		organizationname: 'Pitlane demonstration',
	};
}

function idsOf({ merchantRequestId, checkoutRequestId }: SandboxPush) {
	return { MerchantRequestID: merchantRequestId, CheckoutRequestID: checkoutRequestId };
}
