import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** A program of the benchmark in a process of its own, which answers each line of JSON with another. */
export interface LineProcess {
	ask(question: unknown): Promise<unknown>;
	stop(): Promise<void>;
}

/** Starts a program on Deno. A question to a program that has ended is refused with an Error. */
export function startLineProcess(file: string): LineProcess {
	const child = spawn(process.execPath, ['run', '--allow-all', '--no-remote', '--cached-only', file], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		async ask(question) {
			child.stdin.write(`${JSON.stringify(question)}\n`);
			const answer = await answers.next();
			if (answer.done) throw new Error(`${file} ended without an answer`);
			return JSON.parse(answer.value) as unknown;
		},
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill('SIGKILL');
			await once(child, 'exit');
		},
	};
}

/** The questions to this program, one after the other. */
export async function* readLines<Question>(): AsyncGenerator<Question> {
	for await (const line of createInterface({ input: process.stdin })) yield JSON.parse(line) as Question;
}

/** Answers a question of this program. */
export function writeLine(answer: unknown): void {
	process.stdout.write(`${JSON.stringify(answer)}\n`);
}
