import { readFileSync } from 'node:fs';

/** A file of `printed/`: an example of the specification (seeds/002), byte by byte. */
export function printedText(name: string): string {
	return readFileSync(new URL(`./printed/${name}`, import.meta.url), 'utf8');
}

/** A printed JSON document. */
export function printedJson(name: string): Record<string, unknown> {
	return JSON.parse(printedText(`${name}.json`)) as Record<string, unknown>;
}
