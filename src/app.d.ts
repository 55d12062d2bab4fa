declare global {
	namespace App {
		interface Locals {
			/** What this process was composed of. */
			app: import('#lib/server/app.ts').App;
			/** Who asks; null for anybody. */
			person: import('#lib/server/auth/signed_in.ts').SignedIn | null;
			/** Names this request in every log line. */
			requestId: string;
		}

		/** What a person sees of a fault: words, and the code by which support finds the log line. */
		interface Error {
			message: string;
			supportCode?: string;
		}
	}
}

export {};
