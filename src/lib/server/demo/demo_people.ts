import type { Role } from '#lib/kernel/permission.ts';

/** An account of the demonstration. */
export interface DemoPerson {
	readonly id: string;
	readonly role: Role;
	/** Local part of the e-mail address. */
	readonly mail: string;
	readonly name: string;
	readonly stations: readonly string[];
	readonly cashLimitMinor: number;
	readonly customerId: string | null;
}

const staff = { customerId: null, cashLimitMinor: 500_000 } as const;

/** One account of each role, and the attendants that the specs' examples name. */
export const demoPeople: readonly DemoPerson[] = [
	{
		...staff,
		id: 'attendant-789',
		role: 'attendant',
		mail: 'attendant',
		name: 'Alice Johnson',
		stations: ['STATION_002', 'STATION_001', 'STATION_003'],
	},
	{ ...staff, id: 'manager-001', role: 'manager', mail: 'manager', name: 'Manager 001', stations: ['*'] },
	{ ...staff, id: 'admin-001', role: 'admin', mail: 'admin', name: 'Administrator 001', stations: ['*'] },
	{ ...staff, id: 'emp-456', role: 'salesperson', mail: 'salesperson', name: 'John Doe', stations: ['STATION_001'] },
	{ ...staff, id: 'mechanic-001', role: 'mechanic', mail: 'mechanic', name: 'Mechanic 001', stations: ['STATION_001'] },
	{
		id: 'rider-12345',
		role: 'rider',
		mail: 'rider',
		name: 'Jane Smith',
		stations: [],
		cashLimitMinor: 0,
		customerId: 'customer-12345',
	},
	{
		...staff,
		id: 'attendant-001',
		role: 'attendant',
		mail: 'attendant-001',
		name: 'Attendant 001',
		stations: ['STATION_001'],
	},
	{
		...staff,
		id: 'attendant-002',
		role: 'attendant',
		mail: 'attendant-002',
		name: 'Attendant 002',
		stations: ['STATION_002'],
	},
	{
		...staff,
		id: 'attendant-003',
		role: 'attendant',
		mail: 'attendant-003',
		name: 'Attendant 003',
		stations: ['STATION_003'],
	},
	{
		id: 'service-001',
		role: 'service',
		mail: 'service',
		name: 'Operator backend',
		stations: ['*'],
		cashLimitMinor: 0,
		customerId: null,
	},
];

/** The stations of the demonstration. */
export const demoStations = [
	{ id: 'STATION_001', name: 'Nairobi Central', timeZone: 'Africa/Nairobi', currency: 'KES' },
	{ id: 'STATION_002', name: 'Nairobi Westlands', timeZone: 'Africa/Nairobi', currency: 'KES' },
	{ id: 'STATION_003', name: 'Nairobi Eastleigh', timeZone: 'Africa/Nairobi', currency: 'KES' },
	{ id: 'STATION_004', name: 'Kigali Remera', timeZone: 'Africa/Kigali', currency: 'RWF' },
] as const;
