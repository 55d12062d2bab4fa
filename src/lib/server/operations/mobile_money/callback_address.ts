/** Where the provider tells how a request ended: nobody can guess the token. Served by `routes/api/payments/push/[token]`. */
export function callbackAddress(base: string, token: string): string {
	return new URL(`/api/payments/push/${token}`, base).href;
}
