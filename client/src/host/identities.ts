import { crypto } from "./crypto.ts";
import { KnownHashes } from "./known-hashes.ts";

/**
 * Hashes the host's own names of users and sessions: HMAC-SHA-256 of the name (NFC, UTF-8) under the salt, in
 * lower-case hex. The salt is asked for at the first name. Recent answers are remembered.
 */
export class Identities {
	private readonly loadSalt: () => string;
	private known: KnownHashes | undefined;
	private salt: string | undefined;

	constructor(loadSalt: () => string) {
		this.loadSalt = loadSalt;
	}

	/** Loads now what the first name would have to wait for: a few milliseconds. */
	prepare(): void {
		this.salt ??= this.loadSalt();
		crypto();
	}

	hash(name: string): string {
		this.known ??= new KnownHashes();
		return this.known.get(name, this.make);
	}

	private readonly make = (name: string): string => {
		this.salt ??= this.loadSalt();
		return crypto()
			.createHmac("sha256", this.salt)
			.update(name.normalize("NFC"), "utf8")
			.digest("hex");
	};
}
