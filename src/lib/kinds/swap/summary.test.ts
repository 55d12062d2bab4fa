import { expect, test } from 'vitest';
import { foldEvents, startSession } from '#lib/session/fold.ts';
import type { SwapEvent } from './events.ts';
import { swap } from './kind.ts';
import { swapSummary } from './summary.ts';
import { minute, waived } from './swap_scenes.ts';

const start = {
	id: 'att-sess-1',
	at: 0,
	device: { device_id: 'd', app_version: '1', platform: 'web', locale: 'en' },
	actor: { type: 'attendant', id: 'a', name: 'A', station: 'STATION_002' },
};

const summaryAfter = (event: SwapEvent) =>
	swapSummary(foldEvents(swap, startSession(swap, start), [...(waived().events ?? []), event]).data);

test('energy and quota count once the battery is handed over', () => {
	const done = { type: 'service_completed', at: minute(16), transactionId: 'TXN-1', correlationId: 'c' } as const;
	expect(summaryAfter(done)).toMatchObject({ energyWh: 2400, paymentMethod: 'quota', amountMinor: 0 });
});

test('a swap that was given up moved no energy, whatever it was priced at', () => {
	const cancelled = { type: 'session_cancelled', at: minute(16), reason: 'Customer left' } as const;
	expect(summaryAfter(cancelled)).toMatchObject({ energyWh: null, paymentMethod: null, customerName: 'Jane Smith' });
});
