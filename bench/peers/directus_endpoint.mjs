/** What directus.mjs puts into Directus: an endpoint that saves a patch by the services of Directus, in one transaction. */
import { saved } from './peer.mjs';

/** An endpoint extension: `POST /patch/{id}`. */
export const endpoint = {
	id: 'patch',
	handler(router, { services, database, getSchema }) {
		router.post('/:id', async ({ params: { id }, body, accountability }, response, next) => {
			try {
				const schema = await getSchema();
				const version = await database.transaction(async (knex) => {
					const items = (name) => new services.ItemsService(name, { knex, schema, accountability });
					const { document } = await items('sessions').readOne(id, { fields: ['document'] });
					const changed = saved(document, body);
					await items('sessions').updateOne(id, { version: changed.version, document: changed });
					await items('events').createOne({ session_id: id, seq: changed.version, at: Date.now(), data: body });
					return changed.version;
				});
				response.json({ version });
			} catch (error) {
				next(error);
			}
		});
	},
};
