/** The security headers that hold for pages and files alike. */
export const securityHeaders = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'permissions-policy': 'camera=(self), microphone=(), geolocation=(self), payment=(), usb=()',
} as const;
