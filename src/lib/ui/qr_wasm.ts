import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** A detector of QR codes in WebAssembly, loaded from this site's own files: the library's default is a public CDN. */
export async function wasmDetector(): Promise<BarcodeDetector> {
	await prepareZXingModule({
		overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) },
		fireImmediately: true,
	});
	return new BarcodeDetector({ formats: ['qr_code'] });
}
