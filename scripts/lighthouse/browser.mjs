/** The browser that Lighthouse measures in, and that signs in before. */
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { findProgram } from '../bootstrap.mjs';
import { freePorts } from '../demo/ports.mjs';

/** The categories that a page is held to. */
export const categories = ['performance', 'accessibility', 'best-practices'];

/** Opens Chromium on a profile of its own, whose cookies Lighthouse's pages share. */
export async function openBrowser(profile) {
	const [port] = await freePorts(1);
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: findProgram('chromium'),
		args: [`--remote-debugging-port=${port}`],
		locale: 'en-GB',
	});

	return {
		/** A page to get somewhere with. */
		newPage: () => context.newPage(),
		/** Nobody is signed in any more. */
		forget: () => context.clearCookies(),
		/** Lighthouse's result on its mobile profile. Caches and service workers are cleared before, cookies are kept. */
		async audit(url) {
			const result = await lighthouse(url, { port, onlyCategories: categories, logLevel: 'error' });
			if (!result || result.lhr.runtimeError) {
				throw new Error(`${url} could not be measured: ${result?.lhr.runtimeError?.message ?? 'no result'}`);
			}
			if (new URL(result.lhr.finalDisplayedUrl).pathname !== new URL(url).pathname) {
				throw new Error(`${url} led to ${result.lhr.finalDisplayedUrl}, should stay`);
			}
			return result.lhr;
		},
		close: () => context.close(),
	};
}
