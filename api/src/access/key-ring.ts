import { hash, timingSafeEqual } from "node:crypto";
import type { AccessSettings } from "@ffmpeg-analytics/core";

/** What a key or token opens. */
export type Grant = "ingest" | "read" | "administer";

/** A key that is on a list. */
export interface KnownKey {
	readonly grants: ReadonlySet<Grant>;
	/** Stands for the key where it must not be shown: the beginning of its digest. */
	readonly name: string;
}

/** Finds a key; undefined if it is on no list. */
export type KeyRing = (key: string) => KnownKey | undefined;

/**
 * Knows the keys by their digests. Looking one up compares its digest with all of them, each in
 * constant time, so that the time it takes tells nothing about any key. A key on several lists
 * opens what each of them does.
 */
export function createKeyRing(
	keys: Pick<AccessSettings, "ingestKeys" | "readerKeys" | "adminKeys">,
): KeyRing {
	const entries = [
		...entriesOf(keys.ingestKeys, ["ingest"]),
		...entriesOf(keys.readerKeys, ["read"]),
		...entriesOf(keys.adminKeys, ["read", "administer"]),
	];
	return (key) => {
		const digest = digestOf(key);
		const grants = new Set<Grant>();
		for (const entry of entries) {
			if (!timingSafeEqual(entry.digest, digest)) continue;
			for (const grant of entry.grants) grants.add(grant);
		}
		return grants.size === 0
			? undefined
			: { grants, name: `key ${digest.toString("hex", 0, NAME_BYTES)}` };
	};
}

/** Enough that two keys never share a name, and far too little to find a key by. */
const NAME_BYTES = 8;

interface KeyEntry {
	readonly digest: Buffer;
	readonly grants: readonly Grant[];
}

function entriesOf(
	keys: readonly string[],
	grants: readonly Grant[],
): KeyEntry[] {
	return keys.map((key) => ({ digest: digestOf(key), grants }));
}

function digestOf(key: string): Buffer {
	return hash("sha256", key, "buffer");
}
