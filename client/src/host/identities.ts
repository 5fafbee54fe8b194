import type { KeyObject } from "node:crypto";
import { crypto } from "./crypto.ts";
import { KnownHashes } from "./known-hashes.ts";

/**
 * Hashes the host's own names of users and sessions: HMAC-SHA-256 of the name (NFC, UTF-8) under the salt, in
 * lower-case hex. The salt is asked for at the first name. Recent answers are remembered.
 */
export class Identities {
	readonly #loadSalt: () => string;
	#known: KnownHashes | undefined;
	/** The salt, as something that is not made anew for every name. */
	#key: KeyObject | undefined;

	constructor(loadSalt: () => string) {
		this.#loadSalt = loadSalt;
	}

	/** Loads now what the first name would have to wait for: a few milliseconds. */
	prepare(): void {
		this.#key ??= crypto().createSecretKey(this.#loadSalt(), "utf8");
	}

	hash(name: string): string {
		this.#known ??= new KnownHashes();
		return this.#known.get(name, this.#make);
	}

	readonly #make = (name: string): string => {
		this.#key ??= crypto().createSecretKey(this.#loadSalt(), "utf8");
		return crypto()
			.createHmac("sha256", this.#key)
			.update(name.normalize("NFC"), "utf8")
			.digest("hex");
	};
}
