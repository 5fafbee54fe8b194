// Without Preact, which is an ES module alone: Jest loads this.
import { signal } from "@preact/signals-core";

/** What a person has signed in with. */
export type Credentials =
	| { readonly kind: "key"; readonly key: string }
	| {
			readonly kind: "tokens";
			readonly idToken: string;
			readonly refreshToken: string;
			/** Epoch ms. */
			readonly expiresAt: number;
			/** Shown, so that one knows as whom one is here. */
			readonly email: string;
	  };

/** For this tab only: gone when it closes. Never in an address. */
const STORED_AS = "ffmpeg-analytics.credentials";

/** Undefined where nobody has signed in. */
export const credentials = signal<Credentials | undefined>(recall());

/** Keeps them for this tab. */
export function keep(given: Credentials): void {
	sessionStorage.setItem(STORED_AS, JSON.stringify(given));
	credentials.value = given;
}

/** Forgets them. */
export function forget(): void {
	sessionStorage.removeItem(STORED_AS);
	credentials.value = undefined;
}

/** What requests carry. */
export function tokenOf(held: Credentials | undefined): string | undefined {
	return held?.kind === "key" ? held.key : held?.idToken;
}

function recall(): Credentials | undefined {
	try {
		const stored = sessionStorage.getItem(STORED_AS);
		return stored === null ? undefined : JSON.parse(stored);
	} catch {
		return undefined;
	}
}
