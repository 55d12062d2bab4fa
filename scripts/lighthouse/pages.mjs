/** The pages that are measured, and the way to each as a person goes it. */

/** Measures each page `runs` times: `{name, runs}` with Lighthouse's results. */
export async function measurePages({ browser, web, accounts, runs }) {
	const measured = [];
	const measure = async (name, url) => {
		process.stderr.write(`Measuring ${name}\n`);
		const results = [];
		for (let run = 0; run < runs; run++) results.push(await browser.audit(url));
		measured.push({ name, runs: results });
	};
	const personOf = (role) => accounts.find((account) => account.role === role);

	await measure('sign-in', `${web}/sign-in`);
	await visit(browser, (page) => startShift(page, { web, person: personOf('attendant'), station: 'Nairobi Central' }));
	await measure('home, in a shift', `${web}/`);
	await measure('swap, step 1', await visit(browser, (page) => beginSession(page, { web, button: 'New swap' })));
	await browser.forget();
	await visit(browser, (page) =>
		startShift(page, { web, person: personOf('salesperson'), station: 'Nairobi Central' }),
	);
	await measure('sale, step 1', await visit(browser, (page) => beginSession(page, { web, button: 'New sale' })));
	return measured;
}

/** Does something in a page that is closed before anything is measured: an open one would work beside it. */
async function visit(browser, act) {
	const page = await browser.newPage();
	const result = await act(page);
	await page.close();
	return result;
}

/** Signs in by the form, and starts a shift. */
async function startShift(page, { web, person, station }) {
	await page.goto(`${web}/sign-in`);
	await page.getByLabel('E-mail address').fill(person.email);
	await page.getByLabel('Password', { exact: true }).fill(person.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(`${web}/`);
	await page.goto(`${web}/shift`);
	const radio = page.getByRole('radio', { name: station });
	await page.locator('label').filter({ has: radio }).click();
	await page.getByRole('button', { name: 'Start shift' }).click();
	await page.waitForURL(`${web}/`);
}

/** Begins a session from home; answers its address. */
async function beginSession(page, { web, button }) {
	await page.goto(`${web}/`);
	await page.getByRole('button', { name: button }).click();
	await page.waitForURL(/\/sessions\//);
	return page.url();
}
