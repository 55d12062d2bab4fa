import type { Snippet } from 'svelte';
import type { BatteryReading } from '#lib/kernel/battery_reading.ts';

/** Why the last step was refused, in words. */
export interface StepRefusal {
	readonly code: string;
	readonly message: string;
	readonly params: Readonly<Record<string, string | number | null>>;
}

/** What reads batteries, as the steps see it. */
export interface BatteryReaderTool {
	readonly phase: 'idle' | 'choosing' | 'reading';
	/** 0…1 while reading. */
	readonly progress: number;
	readonly problem: { readonly code: string; readonly message: string } | null;
	readonly bluetooth: 'ready' | 'unsupported' | 'bluetooth_off' | null;
	/** The demo's simulated rack while one is to be chosen from it. */
	readonly rack: readonly { readonly id: string; readonly name: string | null }[] | null;
	readonly canReadAgain: boolean;
	connect(way: 'bluetooth' | 'demo', expectedId: string | null): Promise<BatteryReading | null>;
	again(): Promise<BatteryReading | null>;
	pick(deviceId: string | null): void;
	stop(): void;
}

/** Where a form's texts outlive the tab until they are sent, by field. */
export interface KeptEntries {
	/** What was typed in this step before; null if nothing is kept. */
	kept(): Promise<Readonly<Record<string, string>> | null>;
	keep(fields: Readonly<Record<string, string>>): void;
}

/** What a form that takes a step needs; `Step` names the steps of the kind. */
export interface FormProps<Step extends string> {
	readonly session: { readonly version: number };
	/** Sent along by forms without script: one key an attempt. */
	readonly formKey: string;
	/** Takes a step from the fields of its form. */
	readonly onform: (step: Step, fields: Readonly<Record<string, string>>) => void;
	/** True for a step that has to wait for the server; the page says why. */
	readonly isHeld?: ((step: Step) => boolean) | undefined;
}

/** What the entries of a form need beside: why the form was refused, and what had been typed in it. */
export interface EntryProps {
	readonly refusal: StepRefusal | null;
	/** What was typed in a form that was refused without script. */
	readonly typed: Readonly<Record<string, string>>;
}

/** A step that somebody wants to take, with what was entered. */
interface AnyAsk {
	readonly step: string;
	readonly input: unknown;
}

/** What every step of a kind gets, by its session and what can be asked of it. Props in, callback out: it knows no store and fetches nothing. */
export interface StepProps<Session extends { readonly version: number }, Ask extends AnyAsk>
	extends FormProps<Ask['step']>, EntryProps {
	readonly session: Session;
	/** The step under way, or null. */
	readonly busy: Ask['step'] | null;
	readonly locale: string;
	readonly timeZone: string;
	readonly stationName: string | null;
	readonly demo: boolean;
	/** True where a provider can ask phones for money. */
	readonly mobileMoney: boolean;
	/** The server's clock, UTC milliseconds. */
	readonly clock: () => number;
	readonly reader: BatteryReaderTool;
	readonly entries: KeptEntries;
	readonly onsubmit: (ask: Ask) => void;
	/** Begins the next session of the kind. */
	readonly next: Snippet;
	/** The way on from a refusal that the page knows: another open session of the customer. */
	readonly resume?: Snippet | undefined;
}

/** Why a form's field was refused, if it was. */
export function fieldError(refusal: StepRefusal | null, field: string): string | undefined {
	return refusal?.code === 'INPUT_INVALID' && refusal.params['path'] === field ? refusal.message : undefined;
}
