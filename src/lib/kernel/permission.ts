/** The rows of the permission table (docs: SECURITY). Every procedure, action, endpoint, step and operation names one. */
export const permissions = [
	'rider.read',
	'swap.run',
	'sale.run',
	'charge.run',
	'charge.read',
	'charge.manage',
	'charge.roam',
	'cash.record',
	'payment.push',
	'session.read',
	'session.write',
	'session.import',
	'session.export',
	'station.watch',
	'outbox.manage',
	'dead_letter.manage',
	'audit.read',
	'refund.propose',
	'refund.approve',
	'offer.manage',
	'agent.call',
	'shift.start',
	'token.manage',
	'account.manage',
] as const;

export type Permission = (typeof permissions)[number];

/** The roles a person or a machine can have. */
export const roles = ['rider', 'attendant', 'salesperson', 'mechanic', 'manager', 'admin', 'service'] as const;

export type Role = (typeof roles)[number];
