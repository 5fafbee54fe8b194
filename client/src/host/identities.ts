import { BoundedCache } from "../pipeline/bounded-cache.ts";
import { crypto } from "./crypto.ts";

/**
 * Hashes the host's own names of users and sessions: HMAC-SHA-256 of the name (NFC, UTF-8) under the salt, in
 * lower-case hex. The salt is asked for at the first name. Recent answers are remembered.
 */
export class Identities {
	private readonly loadSalt: () => string;
	private readonly known = new BoundedCache<string>(MOST_KNOWN);
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
		return this.known.get(name, this.find);
	}

	private readonly find = (name: string): string => {
		this.salt ??= this.loadSalt();
		return crypto()
			.createHmac("sha256", this.salt)
			.update(name.normalize("NFC"), "utf8")
			.digest("hex");
	};
}

const MOST_KNOWN = 2_000;
