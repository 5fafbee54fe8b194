import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PEER_PACKAGES, type PeerName } from "./contenders/contender.ts";

/** Of each library, by the name of its package, and of Node. */
export type Versions = Readonly<Record<string, string>>;

/** What is measured, and on what. */
export function readVersions(
	clientFolder: string,
	peersFolder: string,
	peers: readonly PeerName[],
): Versions {
	const read = (folder: string) => {
		const manifest = readFileSync(join(folder, "package.json"), "utf8");
		return JSON.parse(manifest) as { name: string; version: string };
	};
	const client = read(clientFolder);
	return {
		[client.name]: client.version,
		...Object.fromEntries(
			peers.map((peer) => {
				const name = PEER_PACKAGES[peer];
				return [name, read(join(peersFolder, "node_modules", name)).version];
			}),
		),
		node: process.version.slice(1),
	};
}
