import type { Permission } from '#lib/kernel/permission.ts';
import { isSessionKind, kindOf } from '#lib/kinds/index.ts';

/** What somebody needs who begins or runs a session of a kind; null for a name that no kind has. */
export function kindPermission(kind: string): Permission | null {
	return isSessionKind(kind) ? kindOf(kind).permission : null;
}
