import type { ChargeStart } from '#lib/charging/charge.ts';
import { ocpiId, ownedBy, type Party } from './ocpi_party.ts';
import type { CdrToken } from './ocpi_parts.ts';

/** Who charged: the card at the charger, or else the rider in the app. Contracts of our riders are our own; no name and no number is told. */
export function cdrTokenOf(party: Party, { rider, idTag, authMethod }: ChargeStart): CdrToken {
	const contract = ocpiId(rider.customerId);
	const isCard = authMethod !== 'COMMAND' && idTag !== null;
	return {
		...ownedBy(party),
		uid: isCard ? ocpiId(idTag) : contract,
		type: isCard ? 'RFID' : 'APP_USER',
		contract_id: contract,
	};
}
