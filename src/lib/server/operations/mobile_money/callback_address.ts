/** Where the provider tells how a request ended: nobody can guess the token. Served by `routes/api/payments/mpesa/[token]`. */
export function callbackAddress(base: string, token: string): string {
	return new URL(`/api/payments/mpesa/${token}`, base).href;
}
