import { and, eq, gte, inArray, isNull, lt, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { minorDigits } from '#lib/kernel/money.ts';
import { sessions } from './schema.ts';
import type { ListedSession } from './session_list_columns.ts';

/** The columns that SQL prints a line from. */
export type LineColumns = Readonly<Record<keyof ListedSession, SQLWrapper>>;

/** Figures from here on are left to others: below it, a REAL of three decimals prints exactly. */
const figureLimit = sql.raw('1000000000000');

/** A session's texts one after the other: whatever needs quotes needs them here too. Not its currency, which is looked up. */
export const lineTexts = sql`${sessions.id} || ${sessions.kind} || ${sessions.actorId} || ${sessions.actorName} || coalesce(${sessions.customerId}, '') || coalesce(${sessions.customerName}, '') || coalesce(${sessions.planId}, '') || coalesce(${sessions.paymentMethod}, '')`;

/**
 * A session's line of the export where its cells are plain: no quotes, no formula guard, no negative figure, and one offset of its station's
 * clock from start to end. Any other row is NUL, which no text
 * of ours contains (`safeText`), and its columns as a JSON array, for `printLeftRows`. Both end in CRLF. `texts` are its `lineTexts`.
 */
export function sessionLine(row: LineColumns, texts: SQLWrapper, currencies: readonly string[]): SQL {
	const coins = currencies.filter((code) => /^[A-Z]{3}$/.test(code));
	const columns = Object.values(row).map((column) => sql`${column}`);
	return sql`case when ${and(isUnquoted(texts), isPlain(row, coins))} then ${plainLine(row, coins)} else char(0) || json_array(${sql.join(columns, sql`, `)}) || ${crlf} end`;
}

const crlf = sql.raw('char(13, 10)');
/** Instants in [fromMs, untilMs) are told with one offset. */
const untilMs = sql`cast(${sql.placeholder('untilMs')} as integer)`;
const offsetMs = sql`cast(${sql.placeholder('offsetMs')} as integer)`;

function plainLine(row: LineColumns, currencies: readonly string[]): SQL {
	const { createdAt, endedAt } = row;
	const ended = (text: SQL) => sql`case when ${endedAt} is null then '' else ${text} end`;
	const cells = [
		sql`${row.id}`,
		sql`${row.kind}`,
		sql`${row.status}`,
		sql`${sql.placeholder('stationCells')}`,
		sql`${row.actorId}`,
		sql`${row.actorName}`,
		orEmpty(row.customerId),
		orEmpty(row.customerName),
		orEmpty(row.planId),
		sql`${clock(createdAt)} || 'Z'`,
		sql`${clock(createdAt, offsetMs)} || ${sql.placeholder('offsetText')}`,
		ended(sql`${clock(endedAt)} || 'Z'`),
		ended(sql`${clock(endedAt, offsetMs)} || ${sql.placeholder('offsetText')}`),
		sql`${sql.placeholder('timeZone')}`,
		ended(seconds(sql`(${endedAt} - ${createdAt})`)),
		sql`case when ${row.energyWh} is null then '' else ${kilowattHours(row.energyWh)} end`,
		amount(row, currencies),
		orEmpty(row.currency),
		orEmpty(row.paymentMethod),
	];
	return sql`${sql.join(
		cells.map((cell) => sql`(${cell})`),
		sql` || ',' || `,
	)} || ${crlf}`;
}

/** `2026-11-21T14:05:00.000` */
function clock(at: SQLWrapper, ahead: SQL = sql`0`): SQL {
	return sql`replace(datetime((${at} + ${ahead}) / 1000, 'unixepoch'), ' ', 'T') || '.' || substr(${at}, -3)`;
}

/** 2400 ms as `2.4`, 2000 ms as `2`. */
function seconds(ms: SQL): SQL {
	return sql`case ${ms} % 1000 when 0 then ${ms} / 1000 else ${ms} / 1000.0 end`;
}

/** 2400 Wh as `2.40`, 2405 Wh as `2.405`. */
function kilowattHours(wh: SQLWrapper): SQL {
	return sql`(${wh} / 1000) || '.' || case ${wh} % 10 when 0 then substr(100 + ${wh} % 1000 / 10, 2) else substr(1000 + ${wh} % 1000, 2) end`;
}

function amount({ amountMinor, currency }: LineColumns, currencies: readonly string[]): SQL {
	const whole = currencies.filter((code) => minorDigits(code) === 0);
	return sql`case when ${currency} is null then '' when ${inArray(currency as SQL, whole)} then ${amountMinor} else (${amountMinor} / 100) || '.' || substr(100 + ${amountMinor} % 100, 2) end`;
}

function isPlain(row: LineColumns, currencies: readonly string[]): SQL | undefined {
	const { createdAt, endedAt, energyWh, amountMinor, currency } = row;
	const { id, kind, actorId, actorName, customerId, customerName, planId, paymentMethod } = row;
	return and(
		...[id, kind, actorId, actorName, customerId, customerName, planId, paymentMethod].map(beginsPlainly),
		or(isNull(currency), inArray(currency as SQL, [...currencies])),
		or(isNull(energyWh), isPlainFigure(energyWh)),
		isPlainFigure(amountMinor),
		or(isNull(endedAt), and(isPlainFigure(sql`${endedAt} - ${createdAt}`), lt(sql`${endedAt}`, untilMs))),
	);
}

function isUnquoted(texts: SQLWrapper): SQL | undefined {
	const specials = ["','", `'"'`, 'char(13)', 'char(10)', 'char(0)'];
	return and(...specials.map((special) => sql`instr(${texts}, ${sql.raw(special)}) = 0`));
}

/** Begins with a letter or a digit, or is not there at all: what a spreadsheet would run begins otherwise. */
function beginsPlainly(text: SQLWrapper): SQL | undefined {
	return or(
		gte(sql`${text}`, sql`'A'`),
		and(gte(sql`${text}`, sql`'0'`), lt(sql`${text}`, sql`':'`)),
		isNull(text),
		eq(sql`${text}`, sql`''`),
	);
}

function isPlainFigure(figure: SQLWrapper): SQL | undefined {
	return and(gte(sql`${figure}`, sql`0`), lt(sql`${figure}`, figureLimit), sql`cast(${figure} as integer) = ${figure}`);
}

function orEmpty(text: SQLWrapper): SQL {
	return sql`coalesce(${text}, '')`;
}
