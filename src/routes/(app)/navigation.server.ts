import type { Permission } from '#lib/kernel/permission.ts';
import { reachOf } from '#lib/server/auth/allow.ts';
import { stationsWithin } from '#lib/server/auth/managed_stations.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { m } from '#lib/words/generated/messages.js';

interface Entry {
	readonly href: string;
	readonly label: () => string;
	/** Nothing for a page that is everybody's. */
	readonly permission?: Permission;
	/** True for what names no station: only whoever looks after all of them sees it. */
	readonly everyStation?: boolean;
	/** True for the pages of one's own things: not for those who may see the same of others. */
	readonly own?: boolean;
}

/** Where a person can go from anywhere. */
const entries: readonly (Entry & { readonly covers?: readonly string[] })[] = [
	{ href: '/', label: m.common_home },
	{
		...{ href: '/charging', label: m.charging_title, permission: 'charge.read', own: true },
		covers: ['/charge'],
	},
	{ href: '/plan', label: m.rider_link_plan, permission: 'rider.read', own: true },
	{ href: '/settings', label: m.rider_link_settings, permission: 'rider.read', own: true },
	{ href: '/swap', label: m.shell_link_swap, permission: 'swap.run' },
	{ href: '/sale', label: m.shell_link_sale, permission: 'sale.run' },
	{ href: '/manage/stations', label: m.shell_link_stations, permission: 'station.watch' },
	{ href: '/manage/sessions', label: m.shell_link_sessions, permission: 'station.watch' },
	{ href: '/manage/money', label: m.shell_link_money, permission: 'refund.propose' },
	{ href: '/manage/charging', label: m.charges_link, permission: 'charge.manage' },
	{ href: '/manage/offers', label: m.shell_link_offers, permission: 'offer.manage' },
	{
		href: '/manage/outbox',
		label: m.shell_link_problems,
		permission: 'outbox.manage',
		covers: ['/manage/dead-letters', '/manage/audit'],
	},
	{ href: '/tokens', label: m.shell_link_tokens, permission: 'token.manage' },
	{ href: '/shift', label: m.shell_link_shift, permission: 'shift.start' },
];

/** The pages of what went wrong, beside each other. */
const problemPages: readonly Entry[] = [
	{ href: '/manage/outbox', label: m.shell_link_deliveries, permission: 'outbox.manage' },
	{
		href: '/manage/dead-letters',
		label: m.shell_link_dead_letters,
		permission: 'dead_letter.manage',
		everyStation: true,
	},
	{ href: '/manage/audit', label: m.shell_link_refusals, permission: 'audit.read' },
];

/** The links that lead this person somewhere: never to a page that would not be there. `covers` are further pages of the same entry. */
export function linksFor(person: SignedIn): { href: string; label: string; covers: readonly string[] }[] {
	return entries
		.filter((entry) => isFor(person, entry))
		.map(({ href, label, covers = [] }) => ({ href, label: label(), covers }));
}

/** Of the pages of what went wrong those that are there for this person. */
export function problemLinksFor(person: SignedIn): { href: string; label: string }[] {
	return problemPages.filter((entry) => isFor(person, entry)).map(({ href, label }) => ({ href, label: label() }));
}

function isFor(person: SignedIn, { permission, everyStation, own }: Entry): boolean {
	if (!permission) return true;
	if (own) return reachOf(person, permission)?.scope === 'owner';
	return everyStation ? stationsWithin(person, permission) === '*' : reachOf(person, permission) !== null;
}
