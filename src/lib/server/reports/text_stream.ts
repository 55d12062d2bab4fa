/** Text as a stream of UTF-8 that makes a part only when the reader wants one, and stops when the reader goes. */
export function textStream(parts: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				const part: IteratorResult<string, void> = await parts.next();
				if (part.done) controller.close();
				else controller.enqueue(encoder.encode(part.value));
			},
			async cancel() {
				await parts.return(undefined);
			},
		},
		{ highWaterMark: 1 },
	);
}
