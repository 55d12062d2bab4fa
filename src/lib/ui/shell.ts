import type { Snippet } from 'svelte';

/** One entry of the navigation. */
export interface ShellLink {
	readonly href: string;
	readonly label: string;
	readonly current?: boolean | undefined;
}

/** What the frame shows besides the page. */
export interface ShellProps {
	readonly links: readonly ShellLink[];
	/** Where the person works now; `href` leads to choosing another. */
	readonly place?: { readonly name: string; readonly href?: string | undefined } | undefined;
	readonly person?: { readonly name: string; readonly role: string } | undefined;
	/** The state of the connection. */
	readonly status?: Snippet | undefined;
	/** The choice of a language. */
	readonly language?: Snippet | undefined;
	/** The sign-out form. */
	readonly signOut?: Snippet | undefined;
}

/** True if the entries need a wide screen to stand in the bar; on any other they are in the menu. */
export function isLongNavigation(links: readonly ShellLink[]): boolean {
	return links.length > 5;
}
