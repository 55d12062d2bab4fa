import * as v from 'valibot';
import { boundedInteger, idText, safeText } from '#lib/kernel/schemas.ts';

/** User property of a request that carries the actor token. */
export const actorTokenProperty = 'actor_token';

/** What the server vouches for in an actor token: who may say what follows, from which client, until when. */
export const actorTokenClaims = v.object({
	/** The person's id: must equal `actor.id`. */
	sub: safeText(128),
	/** Must equal `actor.type`. */
	role: safeText(40),
	/** Station of the shift, or null outside one. */
	station: v.nullable(idText),
	/** MQTT client id of the tab it was issued to. */
	client_id: idText,
	/** End of validity, UTC seconds. */
	exp: boundedInteger(0, Number.MAX_SAFE_INTEGER),
});

export type ActorTokenClaims = v.InferOutput<typeof actorTokenClaims>;
