import { BoundedCache } from "../pipeline/bounded-cache.ts";
import { crypto } from "./crypto.ts";

/**
 * Hashes the host's own names of users and sessions: HMAC-SHA-256 of the name (NFC, UTF-8) under the salt, in
 * lower-case hex. The salt is asked for at the first name. Recent answers are remembered.
 */
export class Identities {
	private readonly loadSalt: () => string;
	private readonly users = new BoundedCache<string>(MOST_USERS);
	private readonly sessions = new BoundedCache<string>(MOST_SESSIONS);
	private salt: string | undefined;

	constructor(loadSalt: () => string) {
		this.loadSalt = loadSalt;
	}

	/** Loads now what the first name would have to wait for: a few milliseconds. */
	prepare(): void {
		this.salt ??= this.loadSalt();
		crypto();
	}

	ofUser(id: string): string {
		return this.users.get(id, this.hash);
	}

	ofSession(name: string): string {
		return this.sessions.get(name, this.hash);
	}

	private readonly hash = (name: string): string => {
		this.salt ??= this.loadSalt();
		return crypto()
			.createHmac("sha256", this.salt)
			.update(name.normalize("NFC"), "utf8")
			.digest("hex");
	};
}

const MOST_USERS = 1_000;

/** Few: sessions come and go, and what is remembered for long has to be moved by the garbage collection. */
const MOST_SESSIONS = 50;
