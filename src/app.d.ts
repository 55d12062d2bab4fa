declare global {
	namespace App {
		interface Locals {}

		/** What a person sees of a fault: words, and the code by which support finds the log line. */
		interface Error {
			message: string;
			supportCode?: string;
		}
	}
}

export {};
