import { expect, test } from 'vitest';
import { readTextFields } from './text_fields.ts';

function post(body: FormData | string): Request {
	const headers = typeof body === 'string' ? { 'content-type': 'multipart/form-data; boundary=x' } : undefined;
	return new Request('https://pitlane.example/', { method: 'POST', body, ...(headers && { headers }) });
}

test('keeps the text fields in their order, repeated ones too', async () => {
	const form = new FormData();
	for (const [name, value] of [
		['scopes', 'a'],
		['scopes', 'b'],
		['__superform_id', 'f'],
	] as const)
		form.append(name, value);
	expect([...(await readTextFields(post(form)))]).toEqual([...form]);
});

test('leaves out files and what superforms would build a document from', async () => {
	const form = new FormData();
	form.append('email', new File(['x'], 'x.txt'));
	form.append('__superform_file_x', new File(['x'], 'x.txt'));
	form.append('__superform_json', '[{"x":0}]');
	expect([...(await readTextFields(post(form)))]).toEqual([]);
});

test('takes a broken body for an empty form', async () => {
	expect([...(await readTextFields(post('garbage')))]).toEqual([]);
});
