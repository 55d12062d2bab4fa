/** Runs the broker's commands on Deno, with no more than the folders and hosts that the command line names. */
import { spawn, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { denoCommand } from './deno_flags.mjs';

/**
 * Runs a program with `{input, folders, hosts}` of `prepare`: the input as JSON on its standard input, because arguments are seen by everyone on the
 * machine. Ends with the program's code, or with 2 and one line if `prepare` throws.
 */
export async function runBrokerProgram(name, prepare) {
	let prepared;
	try {
		prepared = prepare();
	} catch (error) {
		process.stderr.write(`${error.message}\n`);
		process.exitCode = 2;
		return;
	}
	const { input, folders, hosts } = prepared;
	const { command, args, options } = denoCommand(name, process.env, { folders, hosts });
	const child = spawn(command, args, { ...options, stdio: ['pipe', 'inherit', 'inherit'] });
	child.stdin.end(JSON.stringify(input));
	process.exitCode = await new Promise((done) => {
		child.on('error', (error) => {
			process.stderr.write(`Deno does not start (${error.message}), should be installed: npm ci\n`);
			done(1);
		});
		child.on('exit', (code) => done(code ?? 1));
	});
}

/** Who runs Mosquitto: `user`, or 'mosquitto' if root asks; with that user's ids where root must give files away. */
export function systemUser(name) {
	const me = userInfo();
	const user = name ?? (me.uid === 0 ? 'mosquitto' : me.username);
	if (user === me.username) return { user };
	if (me.uid !== 0) throw new Error(`--user is ${user}, should be ${me.username} unless root sets up the broker`);
	const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }));
	if (uid.status !== 0) throw new Error(`There is no user ${user}: install Mosquitto, or name another with --user`);
	return { user, owner: { uid: Number(uid.stdout), gid: Number(gid.stdout) } };
}
