import type { Permission } from '#lib/kernel/permission.ts';
import { reachOf } from '#lib/server/auth/allow.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';

/** Where a person can go from anywhere; a page without a permission is everybody's. */
const entries: readonly { href: string; label: string; permission?: Permission }[] = [
	{ href: '/', label: 'Home' },
	{ href: '/swap', label: 'Swap', permission: 'swap.run' },
	{ href: '/manage/sessions', label: 'Sessions', permission: 'station.watch' },
	{ href: '/tokens', label: 'Tokens', permission: 'token.manage' },
	{ href: '/shift', label: 'Shift', permission: 'shift.start' },
];

/** The links that lead this person somewhere: never to a page that would not be there. */
export function linksFor(person: SignedIn): { href: string; label: string }[] {
	return entries
		.filter(({ permission }) => !permission || reachOf(person, permission))
		.map(({ href, label }) => ({ href, label }));
}
