import type { App } from "firebase-admin/app";

let app: Promise<App> | undefined;

/**
 * The project's Firebase app, opened with the first token that has to be verified: hosts send keys,
 * and firebase-admin is a third of what a cold start would load. The store does without.
 */
export function openFirebaseApp(): Promise<App> {
	app ??= import("firebase-admin/app")
		.then(({ initializeApp }) => initializeApp())
		.catch((error: unknown) => {
			app = undefined;
			throw error;
		});
	return app;
}
