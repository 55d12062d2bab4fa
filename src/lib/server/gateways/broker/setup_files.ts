import { existsSync } from 'node:fs';
import { chmod, chown, copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { FaultError } from '#lib/kernel/fault.ts';

/** Replaces a file whole, so that nobody reads half of it and a crash leaves the old one; with that mode whatever the umask. */
export async function replaceFile(
	path: string,
	content: { text: string; mode: number; owner?: { uid: number; gid: number } | undefined },
): Promise<void> {
	const { text, mode, owner } = content;
	const fresh = `${path}.new`;
	await writeFile(fresh, text, { mode: 0o600 });
	await chmod(fresh, mode);
	if (owner) await chown(fresh, owner.uid, owner.gid);
	await rename(fresh, path);
}

/** Copies a file that is about to have another text to `….before`, and answers that path; null if nothing would be lost. */
export async function keepFormer(path: string, text: string): Promise<string | null> {
	if (!existsSync(path) || (await readFile(path, 'utf8')) === text) return null;
	await copyFile(path, `${path}.before`);
	return `${path}.before`;
}

/** A file of JSON; null if there is none. Throws FaultError for other text. */
export async function readJson(path: string): Promise<unknown> {
	if (!existsSync(path)) return null;
	try {
		return JSON.parse(await readFile(path, 'utf8')) as unknown;
	} catch (cause) {
		throw new FaultError('broker', `${path} is not JSON`, { cause });
	}
}
