import { startProgress } from '#lib/charging/charge.ts';
import type { ChargeData } from '#lib/charging/data.ts';
import { endingOf, type Ending } from '#lib/charging/ending.ts';
import type { ChargeFlag } from '#lib/charging/flags.ts';
import { costMinor } from '#lib/charging/figures.ts';
import type { Money } from '#lib/kernel/money.ts';
import { maskPhone } from '#lib/kernel/phone.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { loadChargeCase, type ChargeCase, type SealedRecord } from '#lib/server/store/charge_case.ts';
import type { DecidedHold } from '#lib/server/store/charge_decision_rows.ts';
import { disputesOf, type StoredDispute } from '#lib/server/store/charge_dispute_rows.ts';
import { isChargerConnected } from '#lib/server/store/charger_rows.ts';
import { loadEvents } from '#lib/server/store/load_session.ts';
import { loadNames, loadStation } from '#lib/server/store/session_report_detail.ts';
import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { Db } from '#lib/server/store/store.ts';
import { chargeReadings, type ChargeReading } from './charge_hold_readings.ts';
import { recordReading, type Reader, type ReportParts } from './record_reading.ts';

/** What a charging session told of itself. Energy Wh, instants UTC milliseconds. */
export interface ToldSession {
	readonly id: string;
	readonly status: string;
	readonly connectorId: string;
	readonly ratedPowerW: number | null;
	readonly chargerId: string | null;
	readonly startedAt: number;
	readonly endedAt: number | null;
	readonly endReason: string | null;
	/** What the charger said of its end, or why it was given up. */
	readonly endDetail: string | null;
	readonly source: string;
	readonly energyWh: number;
	readonly cost: Money;
	readonly price: Money;
	readonly flags: readonly ChargeFlag[];
}

/** A session that goes on, and what somebody of its station can do about it. Instants UTC milliseconds. */
export interface RunningDetail {
	/** `cancel` where its charger has not begun. */
	readonly ending: Ending | 'cancel';
	/** When something was last told of it. */
	readonly newsAt: number;
	/** Since when its charger is asked to stop; null where it is not. */
	readonly stopAt: number | null;
	/** Why its charger did not stop as it was asked; null where nobody knows of such. */
	readonly stopFailure: string | null;
	/** True where a charger meters it, and holds a connection. */
	readonly isConnected: boolean;
	readonly isMetered: boolean;
}

/** A charging session with all that its decision rests on. */
export interface ChargeDetail {
	readonly session: ToldSession;
	readonly customer: {
		readonly name: string;
		/** Masked. */
		readonly phone: string;
	};
	readonly station: ReportStation | null;
	/** The hold that waits for a decision; `isSettled` where the session was billed or voided before. */
	readonly openHold: (DecidedHold & { readonly isSettled: boolean }) | null;
	readonly decided: readonly DecidedHold[];
	/** First to last; `by` is the name of who wrote it. */
	readonly records: readonly (SealedRecord & { readonly by: string })[];
	/** What the records come to; null where nothing was sold. */
	readonly billed: { readonly energyWh: number; readonly cost: Money } | null;
	readonly disputes: readonly StoredDispute[];
	/** Names of the people that are named by their ids. */
	readonly names: Readonly<Record<string, string>>;
	readonly readings: readonly ChargeReading[];
	/** True where it has ended and sold something that can be corrected. */
	readonly canBeCorrected: boolean;
	/** How it can be ended; null once it has. */
	readonly running: RunningDetail | null;
	/** UTC milliseconds. */
	readonly now: number;
}

/** Reads a charging session of the stations and records who did; null if there is none. */
export async function readChargeDetail(
	parts: ReportParts,
	{ id, stations, reader }: { id: string; stations: '*' | readonly string[]; reader: Reader },
): Promise<ChargeDetail | null> {
	const { db } = parts.store;
	const found = await loadChargeCase(db, id);
	const stationId = found?.session.actor.station ?? null;
	if (!found || (stations !== '*' && (stationId === null || !stations.includes(stationId)))) return null;
	const { session, customer, records, holds } = found;
	const data = session.data as ChargeData;
	const told = tellSession(found, data);
	if (!told || !data.charge) return null;
	const { customerId } = data.charge.rider;
	await recordReading(parts, reader, { action: 'session.read', subject: id, stationId, detail: { customerId } });
	const now = parts.clock();
	const [station, disputes, events, running] = await Promise.all([
		loadStation(db, stationId),
		disputesOf(db, id),
		loadEvents(db, id, session.version),
		readRunning(db, found, now),
	]);
	const names = await loadNames(db, [
		...records.map(({ actorId }) => actorId),
		...holds.map(({ decision }) => decision?.by ?? ''),
		...disputes.map(({ answer }) => answer?.by ?? ''),
	]);
	const open = holds.find(({ decision }) => decision === null);
	const decided = holds.filter(({ decision }) => decision !== null);
	const isSettled = records.length > 0 || decided.length > 0;
	return {
		session: told,
		customer: { name: customer?.name ?? data.charge.rider.name, phone: customer ? maskPhone(customer.phone) : '' },
		...{ station, decided, disputes, running, now, names: Object.fromEntries(names) },
		openHold: open ? { ...open, isSettled } : null,
		records: records.map((record) => ({ ...record, by: names.get(record.actorId) ?? record.actorId })),
		billed: billedOf(records),
		readings: chargeReadings(events),
		canBeCorrected: !open && session.status !== 'active' && (kindOf(session.kind).settle?.(session) ?? []).length > 0,
	};
}

function tellSession(
	{ session: { id, status } }: ChargeCase,
	{ charge, progress, end, cancelReason }: ChargeData,
): ToldSession | null {
	if (!charge) return null;
	const { energyWh, source, flags } = progress ?? startProgress(charge, null);
	const { currency, priceMinorPerKwh } = charge.tariff;
	const { id: connectorId, ratedPowerW, chargerId } = charge.connector;
	return {
		...{ id, status, connectorId, ratedPowerW, chargerId, startedAt: charge.startedAt },
		endedAt: end?.at ?? null,
		endReason: end?.reason ?? null,
		endDetail: cancelReason ?? end?.detail ?? null,
		...{ source, energyWh, flags },
		cost: { amountMinor: costMinor(energyWh, charge.tariff), currency },
		price: { amountMinor: priceMinorPerKwh, currency },
	};
}

async function readRunning(db: Db, { session }: ChargeCase, now: number): Promise<RunningDetail | null> {
	if (session.status !== 'active') return null;
	const data = session.data as ChargeData;
	const chargerId = data.charge?.connector.chargerId ?? null;
	const isConnected = chargerId !== null && (await isChargerConnected(db, chargerId));
	return {
		ending: session.state === 'charging' ? endingOf(data, { isConnected, now }) : 'cancel',
		newsAt: data.progress?.newsAt ?? session.updatedAt,
		stopAt: data.stop?.at ?? null,
		...{ stopFailure: data.stopFailure, isConnected, isMetered: chargerId !== null },
	};
}

function billedOf(records: readonly SealedRecord[]): ChargeDetail['billed'] {
	const last = records.at(-1);
	if (!last || last.kind === 'credit') return null;
	const sum = (figure: 'energyWh' | 'costMinor') => records.reduce((total, record) => total + record[figure], 0);
	return { energyWh: sum('energyWh'), cost: { amountMinor: sum('costMinor'), currency: last.currency } };
}
