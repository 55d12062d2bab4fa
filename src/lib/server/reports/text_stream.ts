import { setImmediate } from 'node:timers/promises';

/**
 * Text, or parts that are UTF-8 already, as a stream of UTF-8 that makes a part only when the reader wants one, and stops when the reader
 * goes. Between two parts whatever else waits has its turn: a fast reader keeps nobody out.
 */
export function textStream(parts: AsyncGenerator<string | Uint8Array, void>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				await setImmediate();
				const part: IteratorResult<string | Uint8Array, void> = await parts.next();
				if (part.done) controller.close();
				else controller.enqueue(typeof part.value === 'string' ? encoder.encode(part.value) : part.value);
			},
			async cancel() {
				await parts.return(undefined);
			},
		},
		{ highWaterMark: 1 },
	);
}
