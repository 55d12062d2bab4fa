import type { Cookies } from '@sveltejs/kit';
import type { beginSession } from '../engine/start_session.ts';
import { preferredLocale } from './preferred_locale.ts';

type DeviceInfo = Parameters<typeof beginSession>[1]['device'];

const deviceCookie = 'device';
const deviceLifetimeSeconds = 60 * 60 * 24 * 400;

/** Platforms by what a user agent says, first match wins. */
const platforms: readonly (readonly [RegExp, string])[] = [
	[/Android/, 'android'],
	[/iPhone|iPad|iPod/, 'ios'],
	[/Windows/, 'windows'],
	[/Mac OS X/, 'macos'],
	[/CrOS/, 'chromeos'],
	[/Linux/, 'linux'],
];

/** The device a request comes from, as session documents print it; a new device gets an id that its cookie keeps. Spec: seeds/000, `device_info`. */
export function deviceInfo(headers: Headers, cookies: Cookies, appVersion: string): DeviceInfo {
	const userAgent = headers.get('user-agent') ?? '';
	return {
		device_id: deviceId(cookies),
		app_version: appVersion,
		platform: platforms.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other',
		locale: preferredLocale(headers.get('accept-language')),
	};
}

function deviceId(cookies: Cookies): string {
	const kept = cookies.get(deviceCookie);
	if (kept !== undefined && /^[0-9a-f-]{36}$/.test(kept)) return kept;
	const id = crypto.randomUUID();
	cookies.set(deviceCookie, id, { path: '/', maxAge: deviceLifetimeSeconds, sameSite: 'lax', httpOnly: true });
	return id;
}
