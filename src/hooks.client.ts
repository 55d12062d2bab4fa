import { dev } from '$app/environment';
import type { ClientInit } from '@sveltejs/kit';
import { registerWorker } from '#lib/stores/register_worker.ts';
import { followPage } from '#lib/words/follow_page.ts';

export const init: ClientInit = () => {
	followPage();
	if (!dev) registerWorker();
};
