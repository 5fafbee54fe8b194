import { operationsOf } from "../aggregation/totals";
import { fnv1a } from "../fnv1a";

/** Characters of a name that agents' tools allow: letters, digits, `_` and `-`. */
export const MAX_MCP_NAME = 64;

/** Between operations; single ones are within their types. */
const JOINT = "__";

/** Of the hash at the end of a name that does not say the whole pattern. */
const HASH_DIGITS = 8;

/**
 * The name of a pattern's tool and prompt: `trim__resize__to_mp3`, the same for the same pattern.
 * Where that would be too long, or not tell the pattern from another (types may hold `.`, `-` and
 * `__`), it is cut and ends in `-` and a hash of the pattern. No name without a hash holds a `-`.
 */
export function mcpNameOf(pattern: string): string {
	const operations = operationsOf(pattern);
	const plain = operations.join(JOINT);
	const isWhole =
		plain.length <= MAX_MCP_NAME &&
		operations.every((type) => /^[a-z0-9]+(_[a-z0-9]+)*$/.test(type));
	if (isWhole) return plain;
	const hash = fnv1a(pattern).toString(16).padStart(HASH_DIGITS, "0");
	const room = MAX_MCP_NAME - HASH_DIGITS - 1;
	return `${plain.replace(/[^a-z0-9_]/g, "_").slice(0, room)}-${hash}`;
}
