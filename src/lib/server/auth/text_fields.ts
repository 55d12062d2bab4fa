/** How superforms marks its own fields; of these only the form's id is of use to a form of text fields. */
const formsOwn = '__superform_';

/**
 * The text fields of a posted form; a body that is none is an empty form.
 * Files and the JSON encoding of superforms are left out: what they can build (cycles, files where texts belong) cannot be sent back.
 */
export async function readTextFields(request: Request): Promise<FormData> {
	const fields = new FormData();
	const posted = await request.formData().catch(() => fields);
	for (const [name, value] of posted) {
		if (typeof value !== 'string') continue;
		if (name.startsWith(formsOwn) && name !== `${formsOwn}id`) continue;
		fields.append(name, value);
	}
	return fields;
}
