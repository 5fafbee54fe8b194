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
		const known = this.known.get(name);
		if (known !== undefined) return known;
		this.salt ??= this.loadSalt();
		const hash = crypto()
			.createHmac("sha256", this.salt)
			.update(name.normalize("NFC"), "utf8")
			.digest("hex");
		this.known.set(name, hash);
		return hash;
	}
}

const MOST_KNOWN = 2_000;
