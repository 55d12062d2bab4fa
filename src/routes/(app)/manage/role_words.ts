import { m } from '#lib/words/generated/messages.js';

const words: Readonly<Record<string, () => string>> = {
	rider: m.manage_role_rider,
	attendant: m.manage_role_attendant,
	salesperson: m.manage_role_salesperson,
	mechanic: m.manage_role_mechanic,
	manager: m.manage_role_manager,
	admin: m.manage_role_admin,
	service: m.manage_role_service,
};

/** A role within a line; one that has no word is shown as it is stored. */
export function roleWord(role: string): string {
	return words[role]?.() ?? role;
}
