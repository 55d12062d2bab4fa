/** What a mail says, as plain texts: how it is set is for whoever sends it. */
export interface MailText {
	/** BCP 47 tag of its language. */
	readonly language: string;
	readonly subject: string;
	readonly greeting: string;
	readonly paragraphs: readonly string[];
	/** The one thing to do. */
	readonly action: { readonly label: string; readonly url: string; readonly bareLink: string };
	readonly notes: readonly string[];
}
