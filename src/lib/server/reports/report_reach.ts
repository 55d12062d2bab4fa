import type { SessionFilter } from '#lib/server/store/session_list_filter.ts';
import { listStations, type ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { Db } from '#lib/server/store/store.ts';

/** How far whoever asks may see, as the permission table answers it. */
export type ReportReach =
	| { readonly scope: 'all' }
	| { readonly scope: 'stations'; readonly stations: '*' | readonly string[] }
	| { readonly scope: 'owner'; readonly ownerIds: readonly string[] }
	| { readonly scope: 'assignee'; readonly assigneeId: string };

/** What a report may be about: no filter leads outside of it. */
export interface ReportScope {
	/** By name. */
	readonly stations: readonly ReportStation[];
	/** True if sessions of no station belong to it; their days are those of UTC. */
	readonly withoutStation: boolean;
	readonly customerIds: SessionFilter['customerIds'];
}

/** The stations and customers within a reach. What is assigned to somebody has no report. */
export async function scopeOf(db: Db, reach: ReportReach): Promise<ReportScope> {
	switch (reach.scope) {
		case 'all':
			return { stations: await listStations(db, '*'), withoutStation: true, customerIds: null };
		case 'stations':
			return { stations: await listStations(db, reach.stations), withoutStation: false, customerIds: null };
		case 'owner':
			return { stations: await listStations(db, '*'), withoutStation: true, customerIds: reach.ownerIds };
		case 'assignee':
			return { stations: [], withoutStation: false, customerIds: null };
	}
}
