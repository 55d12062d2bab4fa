/** What the demonstration prints for a person. */
export function summary({ web, mqtt, mqttWs, odoo, mpesa, mails, accounts, plans }, data) {
	const people = accounts.filter(({ email }) => email !== null);
	return [
		'',
		`Pitlane runs on ${web} (data in ${data}; Ctrl+C ends it)`,
		`Broker: ${mqtt} and ${mqttWs}`,
		`Odoo: ${odoo} (a sandbox in memory, which forgets when it ends)`,
		`M-Pesa: ${mpesa} (a sandbox; phones pay after 4 s, but …2001 types a wrong PIN, …1032 cancels, …1201 pays in silence)`,
		`Mails: ${mails} (a sandbox: nothing leaves this machine; /mails is the same as JSON)`,
		'',
		`Sign in with the password ${people[0].password} as`,
		...people.map(({ role, email }) => `  ${role.padEnd(12)} ${email}`),
		'',
		'The main job: sign in as attendant, start a shift at Nairobi Westlands, tap New swap and type one of these subscriptions:',
		...plans.map(({ planId, customerName }) => `  ${planId.padEnd(44)} ${customerName}`),
		'Batteries: choose the demo rack where Bluetooth is asked for.',
		'',
		'',
	].join('\n');
}
