import type { ClientInit } from '@sveltejs/kit';
import { followPage } from '#lib/words/follow_page.ts';

export const init: ClientInit = () => followPage();
