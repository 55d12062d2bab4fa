/** A Python exception of Odoo: its full name, its message and the HTTP status that JSON-2 gives it. */
export class OdooException extends Error {
	readonly status: number;

	constructor(name: string, message: string, status = 500) {
		super(message);
		this.name = name;
		this.status = status;
	}
}

/** Odoo's word for data it does not accept. */
export function validationError(message: string): OdooException {
	return new OdooException('odoo.exceptions.ValidationError', message, 422);
}

/** Odoo's word for a record that is not there. */
export function missingError(model: string, id: unknown): OdooException {
	const message = `Record does not exist or has been deleted.\n(Record: ${model}(${String(id)},), User: 2)`;
	return new OdooException('odoo.exceptions.MissingError', message, 404);
}

/** The error as both interfaces serialise it; anything else than an OdooException is a mistake of the caller. */
export function serialise(error: unknown): { status: number; body: Record<string, unknown> } {
	const known = error instanceof OdooException ? error : new OdooException('builtins.TypeError', String(error));
	const { name, message, status } = known;
	const debug = `Traceback (most recent call last):\n${name}: ${message}\n`;
	return { status, body: { name, message, arguments: [message], context: {}, debug } };
}
