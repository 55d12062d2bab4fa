import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/** Asks the server anew for all that the page shows, once no other page is on its way: asking meanwhile would take back what was pressed. */
export async function renewPage(): Promise<void> {
	let awaited: Promise<void> | null = null;
	while (navigating.complete !== awaited) {
		awaited = navigating.complete;
		await awaited?.catch(() => undefined);
	}
	await invalidateAll();
}
