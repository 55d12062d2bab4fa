/** An e-mail address as it may be shown outside the flow that needs it: its first letter and its domain. */
export function maskEmail(email: string): string {
	const at = email.lastIndexOf('@');
	return at > 0 ? `${email.slice(0, 1)}••••${email.slice(at)}` : '••••';
}
