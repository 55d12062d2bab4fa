import { configureSync, getConsoleSink, jsonLinesFormatter } from '@logtape/logtape';
import type { Env } from './env.ts';

/** Sends logs to standard error as JSON lines; called once by each composition root. */
export function configureLog(level: Env['logLevel']): void {
	configureSync({
		reset: true,
		sinks: { lines: getConsoleSink({ formatter: jsonLinesFormatter, levelMap: everythingToStderr }) },
		loggers: [
			{ category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['lines'] },
			{ category: ['pitlane'], lowestLevel: level, sinks: ['lines'] },
		],
	});
}

const everythingToStderr = {
	trace: 'error',
	debug: 'error',
	info: 'error',
	warning: 'error',
	error: 'error',
	fatal: 'error',
} as const;
