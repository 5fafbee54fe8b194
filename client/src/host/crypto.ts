import { createRequire } from "node:module";

type Crypto = typeof import("node:crypto");

/**
 * Node's crypto, loaded when it is first needed, which takes milliseconds: a host that only imports the client,
 * or has opted out, does not pay for it. Synchronous, because a process that ends cannot await anything.
 */
export function crypto(): Crypto {
	loaded ??= createRequire(process.execPath)("node:crypto") as Crypto;
	return loaded;
}

let loaded: Crypto | undefined;
