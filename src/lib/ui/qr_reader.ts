/** Finds a QR code in a picture and returns its text, or undefined while there is none to read. */
export type QrReader = (picture: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
	detect(picture: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

/** The browser's own reader where it knows QR codes, else the WebAssembly one (450 KiB, fetched only then). */
export async function loadQrReader(): Promise<QrReader> {
	const detector = (await nativeDetector()) ?? (await (await import('./qr_wasm.ts')).wasmDetector());
	return async (picture) => (await detector.detect(picture)).find(({ rawValue }) => rawValue !== '')?.rawValue;
}

interface NativeBarcodeDetector {
	new (options: { formats: string[] }): Detector;
	getSupportedFormats(): Promise<readonly string[]>;
}

async function nativeDetector(): Promise<Detector | undefined> {
	const { BarcodeDetector } = globalThis as { BarcodeDetector?: NativeBarcodeDetector };
	if (!BarcodeDetector) return undefined;
	const formats = await BarcodeDetector.getSupportedFormats();
	return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : undefined;
}
