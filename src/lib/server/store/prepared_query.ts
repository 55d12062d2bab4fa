import type { Db } from './store.ts';

/** Builds a drizzle query once for each database: building its text costs more than running it. Its arguments are `sql.placeholder`s. */
export function preparedQuery<Query>(build: (db: Db) => Query): (db: Db) => Query {
	const built = new WeakMap<Db, Query>();
	return (db) => {
		const known = built.get(db);
		if (known) return known;
		const query = build(db);
		built.set(db, query);
		return query;
	};
}
