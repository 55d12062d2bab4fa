/** Reads the command line of the broker's commands. */
import { parseArgs } from 'node:util';

/**
 * Values and positionals of the command line; an option with `whole` becomes a number. With --help, or for an option that is unknown or wrong, the process
 * ends here.
 */
export function readOptions(help, options) {
	try {
		const named = Object.entries(options).map(([name, { whole: _, ...option }]) => [name, option]);
		const { values, positionals } = parseArgs({
			options: { ...Object.fromEntries(named), help: { type: 'boolean' } },
			allowPositionals: true,
		});
		if (values.help) {
			process.stdout.write(help);
			process.exit(0);
		}
		for (const [name, { whole }] of Object.entries(options)) {
			if (whole && values[name] !== undefined) values[name] = wholeNumber(name, values[name]);
		}
		return { values, positionals };
	} catch (error) {
		process.stderr.write(`${error.message}\nnpm run broker:… -- --help lists the options\n`);
		process.exit(2);
	}
}

function wholeNumber(name, text) {
	if (/^\d+$/.test(text)) return Number(text);
	throw new Error(`--${name} is ${JSON.stringify(text)}, should be a whole number`);
}
