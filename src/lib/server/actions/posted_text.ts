/** A text field of a form; empty where it has none of this name. */
export function postedText(fields: FormData, name: string): string {
	const value = fields.get(name);
	return typeof value === 'string' ? value : '';
}
