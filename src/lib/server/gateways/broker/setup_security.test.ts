import { describe, expect, test } from 'vitest';
import { accountGroups } from './setup_accounts.ts';
import { changeSecurity, parseSecurity } from './setup_security.ts';

const wanted = (counts: { agents?: number; connections?: number; services?: string[] }, renew: string[] = []) => ({
	groups: accountGroups({ agents: 1, connections: 1, apps: 1, services: [], ...counts }),
	renew,
	newPassword: () => 'secret',
});
/** As the plugin's file holds it after a run. */
const stored = (change: { security: object }) => parseSecurity(JSON.stringify(change.security), 'file');
const clientOf = (change: { security: object }, name: string) =>
	stored(change).clients.find(({ username }) => username === name);

describe('accounts of a broker', () => {
	const first = changeSecurity(null, wanted({ services: ['station-001'] }));

	test('each is bound to a client id of its own', () => {
		const ids = stored(first).clients.map(({ clientid }) => clientid);
		expect(ids).toEqual(['pitlane-admin', 'pitlane-app-a', 'pitlane-agent-a', 'pitlane-agent-a-1', 'station-001']);
	});

	test('a second run changes nothing', () => {
		const second = changeSecurity(stored(first), wanted({}));
		expect(second).toMatchObject({ issued: [], joined: [], updatedRoles: [] });
		expect(second.security).toEqual(stored(first));
	});

	test('a new connection has the secret of its agent', () => {
		const more = changeSecurity(stored(first), wanted({ connections: 2 }));
		expect(more).toMatchObject({ issued: [], joined: ['pitlane-agent-a-2'] });
		expect(clientOf(more, 'pitlane-agent-a-2')?.password).toBe(clientOf(first, 'pitlane-agent-a')?.password);
	});

	test('only what is named has another secret, with all its connections', () => {
		const renewed = changeSecurity(stored(first), wanted({}, ['pitlane-agent-a', 'station-001']));
		const isRenewed = (name: string) => clientOf(renewed, name)?.password !== clientOf(first, name)?.password;
		expect(['pitlane-agent-a', 'pitlane-agent-a-1', 'station-001'].map(isRenewed)).toEqual([true, true, true]);
		expect(['pitlane-admin', 'pitlane-app-a'].map(isRenewed)).toEqual([false, false]);
	});

	test('what a former version allowed is allowed no more', () => {
		const former = stored(first);
		former.roles
			.find(({ rolename }) => rolename === 'service')
			?.acls.push({
				acltype: 'subscribePattern',
				topic: '#',
				allow: true,
			});
		const now = changeSecurity(former, wanted({}));
		expect(now.updatedRoles).toEqual(['service']);
		expect(stored(now).roles).toEqual(stored(first).roles);
	});

	test('an account of another role is not taken over', () => {
		const taken = wanted({ services: ['pitlane-app-a'] });
		expect(() => changeSecurity(stored(first), taken)).toThrow('Account pitlane-app-a has app, should have service');
		expect(() => changeSecurity(stored(first), wanted({}, ['nobody']))).toThrow('no account nobody');
	});

	test('another file is not taken for the plugin’s', () => {
		expect(() => parseSecurity('{"clients": 1}', '/x.json')).toThrow('/x.json is not a file of the dynamic-security');
	});
});
