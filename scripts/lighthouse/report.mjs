/** What the measurements say, for a person. */
import { categories } from './browser.mjs';

/** The score, of 100, below which a category fails. */
const wanted = 95;

/** How many of the audits that cost points are named for each page. */
const worstCount = 8;

const metrics = {
	LCP: { audit: 'largest-contentful-paint', print: (ms) => `${(ms / 1000).toFixed(2)} s` },
	TBT: { audit: 'total-blocking-time', print: (ms) => `${Math.round(ms)} ms` },
	CLS: { audit: 'cumulative-layout-shift', print: (shift) => shift.toFixed(3) },
};

/** What no load of the machine changes: how many scripts a page asked for, and what they weigh on the wire. */
const weights = {
	scripts: (scripts) => String(scripts.length),
	'script kB': (scripts) => (scripts.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000).toFixed(0),
};

/** A table of scores, metrics and weights, medians of the runs, then what costs points; `isGood` where no category is below 95. */
export function report(measured, { loadBefore, loadAfter }) {
	const rows = measured.map(({ name, runs }) => {
		const scores = categories.map((id) => median(runs.map(({ categories: scored }) => (scored[id].score ?? 0) * 100)));
		const timed = Object.values(metrics).map(({ audit, print }) =>
			print(median(runs.map(({ audits }) => audits[audit].numericValue ?? Number.NaN))),
		);
		const requests = runs.at(-1).audits['network-requests'].details.items;
		const scripts = requests.filter(({ resourceType }) => resourceType === 'Script');
		const weighed = Object.values(weights).map((print) => print(scripts));
		return { name, scores, timed, weighed, worst: worstAudits(runs.at(-1)) };
	});
	const head = line(['page', ...categories, ...Object.keys(metrics), ...Object.keys(weights)]);
	const table = rows.map(({ name, scores, timed, weighed }) =>
		line([name, ...scores.map((score) => score.toFixed(0)), ...timed, ...weighed]),
	);
	const costs = rows.flatMap(({ name, worst }) => (worst.length === 0 ? [] : ['', `${name}, last run:`, ...worst]));
	const load = `Medians of ${measured[0].runs.length} runs; load average ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after`;
	const isGood = rows.every(({ scores }) => scores.every((score) => score >= wanted));
	const verdict = isGood ? `All at ${wanted} or above` : `Not all at ${wanted} or above`;
	return { text: [head, ...table, ...costs, '', load, verdict, ''].join('\n'), isGood };
}

/** The audits that cost most, with what they are about; those of the last run. */
function worstAudits({ categories: scored, audits }) {
	return categories
		.flatMap((id) =>
			scored[id].auditRefs
				.map(({ id: audit, weight }) => ({ id: audit, cost: weight * (1 - (audits[audit].score ?? 1)) }))
				.filter(({ cost }) => cost > 0),
		)
		.sort((a, b) => b.cost - a.cost)
		.slice(0, worstCount)
		.map(({ id }) => `  ${id}: ${audits[id].title}${about(audits[id])}`);
}

/** The value of an audit, and the first three things that it names. */
function about({ displayValue, details }) {
	const named = (details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.url ?? item.description);
	return [displayValue, ...named]
		.filter((text) => typeof text === 'string' && text !== '')
		.map((text) => `\n    ${text}`)
		.join('');
}

function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function line([name, ...cells]) {
	return `${name.padEnd(20)}${cells.map((cell) => cell.padStart(16)).join('')}`;
}
