// The bundle declares the name itself.
import { createRequire as requireFrom } from "node:module";
import { join } from "node:path";
import { PEER_PACKAGES, type PeerName } from "./contender.ts";
import type { Place } from "./tracker.ts";

/** A peer's module, from the folder where the peers are installed; `Module` says what of it is used. */
export function loadPeer<Module>(
	name: PeerName,
	{ peersFolder }: Place,
): Module {
	const require = requireFrom(join(peersFolder, "package.json"));
	return require(PEER_PACKAGES[name]) as Module;
}
