import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/kernel/json.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { draftPatch, printDocument } from './draft.ts';
import { foldEvents, startSession } from './fold.ts';
import { testStart } from './given.ts';
import type { SessionNote } from './note.ts';
import { errand, type ErrandEvent } from './sample_kind.ts';
import { trackEvent } from './track.ts';

const started = startSession(errand, {
	id: 'errand-1',
	device: { device_id: 'd', app_version: '1', platform: 'web', locale: 'en' },
	actor: { type: 'attendant', id: 'a', name: 'A', station: null },
	at: testStart,
});
const at = testStart + 1000;
const saved = (patch: JsonObject): SessionNote => ({ type: 'draft_saved', at, patch });
const after = (...events: (ErrandEvent | SessionNote)[]) => foldEvents(errand, started, events as ErrandEvent[]);
const asked = (document: JsonObject, events: (ErrandEvent | SessionNote)[] = [], whole = false) =>
	draftPatch(errand, after(...events), { document, whole });

describe('a patch of the document', () => {
	test('writes drafts, and what they already are is no change', () => {
		expect(asked({ load: { boxes: 2 }, mood: { tone: 'calm' } })).toEqual(ok({ load: { boxes: 2 } }));
		expect(asked({ mood: { tone: 'calm' } })).toEqual(ok(null));
		expect(asked({ mood: {} })).toEqual(ok(null));
	});

	test('is refused for what the server owns, by its path, unless it already is so', () => {
		expect(asked({ mood: { tone: 'wild' }, state: 'riding' })).toEqual(refuse('FIELD_SERVER_OWNED', { path: 'state' }));
		expect(asked({ state: 'packing', done: [] })).toEqual(ok(null));
		expect(asked({ state: null })).toEqual(refuse('FIELD_SERVER_OWNED', { path: 'state' }));
		expect(asked({ unheard: null })).toEqual(ok(null));
		expect(asked({ unheard: { of: 1 } })).toEqual(refuse('FIELD_SERVER_OWNED', { path: 'unheard.of' }));
		expect(asked({ 'mood.tone': 'wild' })).toEqual(refuse('FIELD_SERVER_OWNED', { path: 'mood.tone' }));
	});

	test('resets a draft by null', () => {
		const wild = saved({ mood: { tone: 'wild' } });
		expect(asked({ mood: { tone: null } }, [wild])).toEqual(ok({ mood: { tone: null } }));
		expect(asked({ mood: null }, [wild])).toEqual(ok({ mood: null }));
		expect(asked({ mood: null })).toEqual(ok(null));
		expect(printDocument(errand, after(wild, saved({ mood: null })))).toMatchObject({ mood: { tone: 'calm' } });
	});

	test('may not touch what a step has made a fact of', () => {
		expect(asked({ load: 'late' }, [{ type: 'packed', at }])).toEqual(refuse('FIELD_SERVER_OWNED', { path: 'load' }));
		expect(asked({ mood: 'good' }, [{ type: 'packed', at }])).toEqual(ok({ mood: 'good' }));
	});
});

describe('a whole document', () => {
	test('resets the drafts it leaves out, and its stamps count for nothing', () => {
		const both = saved({ load: 'soft', mood: { tone: 'wild' } });
		const stamped = { version: 9, metadata: { last_action: 'X' }, load: 'soft' };
		expect(asked(stamped, [both], true)).toEqual(ok({ mood: { tone: null } }));
	});

	test('is refused where it claims a fact', () => {
		expect(asked({ state: 'done' }, [], true)).toEqual(refuse('FIELD_SERVER_OWNED', { path: 'state' }));
	});
});

describe('a saved draft', () => {
	test('raises the version by one, and moves neither the step nor its time', () => {
		const session = after(saved({ mood: 'good' }));
		expect(session).toEqual({ ...started, version: 2, updatedAt: at, draft: { mood: 'good' } });
		expect(printDocument(errand, session)).toMatchObject({ mood: 'good' });
	});

	test('is gone once its step is taken, and once nothing is left of it', () => {
		const packed: ErrandEvent = { type: 'packed', at };
		expect(after(saved({ load: 'soft', mood: 'good' }), packed).draft).toEqual({ mood: 'good' });
		expect(after(saved({ load: 'soft' }), packed)).not.toHaveProperty('draft');
		expect(after(saved({ load: 'soft' }), saved({ load: null }))).not.toHaveProperty('draft');
	});
});

test('the audit trail tells steps, notes and what a kind has a name for', () => {
	const told = (event: Parameters<typeof trackEvent>[1]) => trackEvent(errand, event);
	expect(told({ type: 'session_created', at })).toEqual([{ type: 'SESSION_CREATED', data: {} }]);
	expect(told({ type: 'packed', at })).toEqual([
		{ type: 'STEP_COMPLETED', data: { step: 1, step_name: 'Pack' } },
		{ type: 'LOADED', data: { boxes: 1 } },
	]);
	expect(told({ type: 'came_back', at })[0]).toEqual({ type: 'STEP_REOPENED', data: { step: 1, step_name: 'Pack' } });
	expect(told({ ...saved({ mood: { tone: null } }) })).toEqual([
		{ type: 'DRAFT_SAVED', data: { fields: ['mood.tone'] } },
	]);
	expect(told({ type: 'session_recovered', at, step: 2 })).toEqual([
		{ type: 'SESSION_RECOVERED', data: { recovered_from_step: 2 } },
	]);
});
