/** Text as a stream of UTF-8 that makes a part only when the reader wants one, and stops when the reader goes. */
export function textStream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				const { done, value } = await parts.next();
				if (done) controller.close();
				else controller.enqueue(encoder.encode(value));
			},
			async cancel() {
				await parts.return(undefined);
			},
		},
		{ highWaterMark: 1 },
	);
}
