import type { JsonObject } from "./json-schemas";

/** The name of the scheme of keys and ID tokens. */
export const BEARER = "bearer";

/** The name of the scheme of App Check tokens. */
export const APP_CHECK = "appCheck";

/** How callers show who they are. */
export const SECURITY_SCHEMES: JsonObject = {
	[BEARER]: {
		type: "http",
		scheme: "bearer",
		description:
			"A key that the home knows, or a Firebase ID token. Ingest keys post events and identify the sequences that operations end in, and nothing else; reader keys and the claim `analyst` read reports; admin keys and the claim `admin` read reports, run jobs and erase users. On a home that serves one machine, requests of that machine need none.",
	},
	[APP_CHECK]: {
		type: "apiKey",
		in: "header",
		name: "X-Firebase-AppCheck",
		description:
			"A Firebase App Check token, for browsers, which cannot keep a key secret. Where the home turns App Check on, it takes the place of an ingest key.",
	},
};
