/** `npm run grant`: lets an account of the project read reports, or takes that away. */
import { initializeApp } from "firebase-admin/app";
import { type Auth, getAuth } from "firebase-admin/auth";
import { describeRights, hasRole, withoutRole, withRole } from "./claims.ts";
import { GrantError } from "./grant-error.ts";
import { type GrantOptions, HELP, readOptions } from "./options.ts";
import { findProject, type Project } from "./project.ts";

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (options === "help") return say(HELP.trimEnd());
	const project = findProject(options.project, process.env);
	if (project.emulatorHost !== undefined)
		process.env.FIREBASE_AUTH_EMULATOR_HOST = project.emulatorHost;
	const auth = getAuth(initializeApp({ projectId: project.id }));
	try {
		for (const line of await changeClaims(auth, options)) say(line);
	} catch (error) {
		throw inWords(error, options.email, project);
	}
	say(
		project.emulatorHost === undefined
			? `Project: ${project.id}`
			: `Project: ${project.id}, in the Auth emulator at ${project.emulatorHost}`,
	);
}

/** Does what is asked for; answers what to say of it. */
async function changeClaims(
	auth: Auth,
	{ email, role, revoke }: GrantOptions,
): Promise<string[]> {
	const user = await auth.getUserByEmail(email);
	const before = user.customClaims ?? {};
	if (hasRole(before, role) !== revoke)
		return [
			revoke
				? `${email} has no claim ${role}: nothing changed.`
				: `${email} has the claim ${role} already: nothing changed.`,
			`It ${describeRights(before)}.`,
		];
	const change = revoke ? withoutRole : withRole;
	const after = change(before, role);
	await auth.setCustomUserClaims(user.uid, after);
	// Tokens that are out hold the claim for up to an hour; the API asks whether they are revoked.
	if (revoke) await auth.revokeRefreshTokens(user.uid);
	return [
		`${email} ${revoke ? "has lost" : "now has"} the claim ${role}, and ${describeRights(after)}.`,
		revoke
			? "It is signed out everywhere."
			: "Where it is signed in this takes effect with the next ID token: at once after signing in again, in an hour at the latest.",
	];
}

/** What Auth's errors mean for whoever called. */
function inWords(error: unknown, email: string, project: Project): unknown {
	if (!(error instanceof Error && "code" in error)) return error;
	const { id, emulatorHost } = project;
	switch (error.code) {
		case "auth/user-not-found":
			return new GrantError(
				`${id} has no account ${email}.`,
				emulatorHost === undefined
					? "Accounts are made in the Firebase console, under Authentication."
					: `The emulator makes one by: curl '${emulatorHost}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any' -H 'Content-Type: application/json' -d '{"email": "${email}", "password": "…"}'`,
			);
		case "auth/claims-too-large":
			return new GrantError(
				`The other custom claims of ${email} leave no room for one more.`,
				"Firebase lets an account have 1,000 bytes of them.",
			);
		case "app/invalid-credential":
			return new GrantError(
				"There are no credentials that Google accepts.",
				"Run gcloud auth application-default login, or name a service account's file in GOOGLE_APPLICATION_CREDENTIALS.",
			);
		case "app/network-error":
			return new GrantError(
				emulatorHost === undefined
					? "Google cannot be reached."
					: `The Auth emulator at ${emulatorHost} does not answer.`,
				emulatorHost === undefined
					? "Check the network, or a proxy's settings."
					: "Start it by npm run emulators, or name a project of yours by --project.",
			);
		default:
			return new GrantError(
				`Auth refused: ${error.message}`,
				`Check that the project ${id} is yours, that Authentication is on, and that you have the role roles/firebaseauth.admin.`,
			);
	}
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

try {
	await main();
} catch (error) {
	if (!(error instanceof GrantError)) throw error;
	process.stderr.write(`${error.message}\n${error.hint}\n`);
	process.exitCode = error.exitCode;
}
