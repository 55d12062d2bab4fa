/** How a person wants the pages lit; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** The cookie that holds the choice, so that the server can print `data-theme` before the first paint. */
export const themeCookie = 'theme';

/** A cookie's or a form's text as a theme; anything unknown is `system`. */
export function parseTheme(text: string | undefined): Theme {
	return text === 'light' || text === 'dark' ? text : 'system';
}

/** The theme the page stands in now. Browser only. */
export function currentTheme(): Theme {
	return parseTheme(document.documentElement.dataset['theme']);
}

/** Lights the page accordingly and remembers it for a year. Browser only. */
export function applyTheme(theme: Theme): void {
	document.documentElement.dataset['theme'] = theme;
	document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
