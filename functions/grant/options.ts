import { parseArgs } from "node:util";
import { ROLES, type Role } from "./claims.ts";
import { GrantError } from "./grant-error.ts";

/** What `--help` prints. */
export const HELP = `npm run grant -- EMAIL analyst|admin [options]

Lets an account of the Firebase project read the reports (analyst), or run jobs and erase users too
(admin), by a custom claim. Other custom claims stay.

  --revoke            takes the claim away, and signs the account out everywhere
  --project ID        the project; without it, that of GCLOUD_PROJECT, or .firebaserc's default
  --help              this text

It acts by application default credentials (gcloud auth application-default login), for which the role
roles/firebaseauth.admin is enough. Of a project whose id begins with demo-, which exists in emulators
alone, and where FIREBASE_AUTH_EMULATOR_HOST is set, the account is the Auth emulator's.
`;

const SEE_HELP = "npm run grant -- --help tells how to call it.";

/** What is asked for. */
export interface GrantOptions {
	readonly email: string;
	readonly role: Role;
	readonly revoke: boolean;
	readonly project: string | undefined;
}

/**
 * Reads the command line; `help` if that is asked for.
 *
 * @throws {GrantError} if it makes no sense
 */
export function readOptions(words: readonly string[]): GrantOptions | "help" {
	const { values, positionals } = parse(words);
	if (values.help) return "help";
	const [email, name, ...more] = positionals;
	if (email === undefined || name === undefined || more.length > 0)
		throw badCall("An e-mail address and a claim are needed, and no more.");
	if (!/^[^@\s]+@[^@\s]+$/.test(email))
		throw badCall(`${email} is no e-mail address.`);
	const role = ROLES.find((each) => each === name);
	if (role === undefined)
		throw badCall(`There is no claim ${name}: it is ${ROLES.join(" or ")}.`);
	return {
		email,
		role,
		revoke: values.revoke === true,
		project: values.project,
	};
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			allowPositionals: true,
			options: {
				project: { type: "string" },
				revoke: { type: "boolean" },
				help: { type: "boolean" },
			},
		});
	} catch (error) {
		throw badCall(error instanceof Error ? error.message : String(error));
	}
}

function badCall(message: string): GrantError {
	return new GrantError(message, SEE_HELP, 2);
}
