/** The bytes of a body, or null as soon as they are more than the limit. */
export async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array | null> {
	if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return null;
	const chunks: Uint8Array[] = [];
	let sizeBytes = 0;
	const reader = request.body?.getReader();
	for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
		sizeBytes += part.value.byteLength;
		if (sizeBytes > limitBytes) {
			await reader?.cancel();
			return null;
		}
		chunks.push(part.value);
	}
	return Buffer.concat(chunks);
}
