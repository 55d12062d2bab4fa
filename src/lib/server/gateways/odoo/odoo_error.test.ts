import { describe, expect, test } from 'vitest';
import type { FaultError } from '#lib/kernel/fault.ts';
import { refuse } from '#lib/kernel/result.ts';
import { judge } from './odoo_error.ts';

const key = '6578616d706c65206a736f6e20617069206b6579';

function faultOf(name: string, message = 'x'): FaultError | undefined {
	try {
		judge({ name, message }, key);
		return undefined;
	} catch (error) {
		return error as FaultError;
	}
}

test.each([
	'odoo.exceptions.ValidationError',
	'odoo.exceptions.UserError',
	'odoo.exceptions.MissingError',
	'odoo.exceptions.AccessError',
	'odoo.exceptions.RedirectWarning',
	'builtins.ValueError',
	'builtins.KeyError',
	'builtins.AttributeError',
	'werkzeug.exceptions.UnprocessableEntity',
])('%s is refused with its message', (name) => {
	expect(judge({ name, message: 'Phone is not valid' }, key)).toEqual(
		refuse('ERP_REFUSED', { reason: 'Phone is not valid' }),
	);
});

test.each([
	'psycopg2.errors.SerializationFailure',
	'psycopg2.errors.LockNotAvailable',
	'psycopg2.OperationalError',
	'odoo.exceptions.LockError',
	'builtins.MemoryError',
	'builtins.ConnectionRefusedError',
	'somebody.module.UnknownError',
])('%s is asked again', (name) => {
	expect(faultOf(name)).toMatchObject({ source: 'odoo', retryAfterMs: 5000, message: `Odoo failed with ${name}` });
});

test.each(['odoo.exceptions.AccessDenied', 'werkzeug.exceptions.Unauthorized', 'odoo.http.SessionExpiredException'])(
	'%s is asked again once the account is mended',
	(name) => expect(faultOf(name)).toMatchObject({ retryAfterMs: 60_000 }),
);

describe('a page that is not there', () => {
	test('is a wrong address', () => {
		expect(faultOf('werkzeug.exceptions.NotFound', 'The requested URL was not found on the server.')).toBeDefined();
	});
	test('is not a model that is not there', () => {
		const message = "the model 'x.y' does not exist";
		expect(judge({ name: 'werkzeug.exceptions.NotFound', message }, key)).toEqual(
			refuse('ERP_REFUSED', { reason: message }),
		);
	});
});

describe('a reason', () => {
	const reasonOf = (message: string) => judge({ name: 'odoo.exceptions.UserError', message }, key);

	test('is one line without the key', () => {
		expect(reasonOf(` Not\u0000 so:\n\t${key} is no phone\n`)).toEqual(
			refuse('ERP_REFUSED', { reason: 'Not so: … is no phone' }),
		);
	});
	test('is cut after 300 characters', () => {
		expect(reasonOf('x'.repeat(1000))).toEqual(refuse('ERP_REFUSED', { reason: 'x'.repeat(300) }));
	});
	test('is the name where there is no message', () => {
		expect(reasonOf('')).toEqual(refuse('ERP_REFUSED', { reason: 'odoo.exceptions.UserError' }));
	});
});
