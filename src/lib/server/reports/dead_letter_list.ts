import {
	countDeadLetters,
	listDeadLetters,
	type LetterState,
	type ListedLetter,
} from '#lib/server/store/list_dead_letters.ts';
import { printPageKey, readPageKeys } from './page_key.ts';
import type { ReportParts } from './record_reading.ts';

/** Rows of one page. */
const pageRows = 50;

/** One page of the dead letters. */
export interface DeadLetterList {
	readonly show: LetterState;
	readonly counts: Readonly<Record<LetterState, number>>;
	readonly rows: readonly ListedLetter[];
	readonly previous: string | null;
	readonly next: string | null;
}

/** Reads a page of the dead letters: the open ones, unless `params` asks for those that were handled. */
export async function readDeadLetterList({ store }: ReportParts, params: URLSearchParams): Promise<DeadLetterList> {
	const show: LetterState = params.get('show') === 'handled' ? 'handled' : 'open';
	const [page, counts] = await Promise.all([
		listDeadLetters(store.db, show, { ...readPageKeys(params, 2), limit: pageRows }),
		countDeadLetters(store.db),
	]);
	return {
		show,
		counts,
		rows: page.rows,
		previous: printPageKey(page.previous),
		next: printPageKey(page.next),
	};
}
