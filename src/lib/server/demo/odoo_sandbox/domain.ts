import { OdooException } from './odoo_exception.ts';

/** True if a value meets one condition `[field, operator, value]` of an Odoo domain. */
export function meets(value: unknown, operator: string, wanted: unknown): boolean {
	switch (operator) {
		case '=':
			return (value ?? false) === wanted;
		case '!=':
			return (value ?? false) !== wanted;
		case 'in':
			return Array.isArray(wanted) && wanted.includes(value);
		case '=like':
			return typeof value === 'string' && pattern(String(wanted)).test(value);
		default:
			throw new OdooException('builtins.ValueError', `Invalid operator ${operator} in domain term`);
	}
}

/** SQL's LIKE: `%` any text, `_` any character, a backslash before one that means itself. */
function pattern(like: string): RegExp {
	const source = like.replace(/\\(.)|[%_]|[^\\%_]+/gs, (part, escaped: string | undefined) => {
		if (part === '%') return '.*';
		return part === '_' ? '.' : literal(escaped ?? part);
	});
	return new RegExp(`^${source}$`, 's');
}

function literal(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
