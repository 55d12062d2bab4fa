import type * as Sonner from 'svelte-sonner';
import type { Tone } from './tone.ts';

let region: Promise<typeof Sonner> | undefined;

/**
 * Shows a passing note for 8 s; for news that needs no answer, never for what the person must act on.
 * The first call loads and mounts the region, so that pages without notes carry none of it. Browser only.
 */
export async function showToast(tone: Tone, title: string, body?: string): Promise<void> {
	region ??= mountRegion();
	const { toast } = await region;
	const options = body === undefined ? {} : { description: body };
	if (tone === 'positive') toast.success(title, options);
	else if (tone === 'warning') toast.warning(title, options);
	else if (tone === 'danger') toast.error(title, options);
	else toast.info(title, options);
}

async function mountRegion(): Promise<typeof Sonner> {
	const [{ mount }, sonner, { default: ToastRegion }] = await Promise.all([
		import('svelte'),
		import('svelte-sonner'),
		import('./ToastRegion.svelte'),
	]);
	mount(ToastRegion, { target: document.body });
	return sonner;
}
