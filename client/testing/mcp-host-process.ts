import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { path as packagedFfmpeg } from "@ffmpeg-installer/ffmpeg";
import type { TrackedOperation } from "../src/tracked-operation.ts";

const REPOSITORY = join(__dirname, "..", "..");

/** What tests need to start MCP hosts, and to see what these have tracked. */
export interface McpHostBuild {
	/** A folder for media, removed by `remove`. */
	readonly folder: string;
	/** The program, for Node. */
	readonly program: string;
	readonly environment: { readonly [name: string]: string };
	/** What all hosts of this build have tracked since this was last called. */
	takeOperations(): TrackedOperation[];
	remove(): void;
}

/** Builds the host on the SDK's version 1 or 2. */
export function buildMcpHost(sdk: 1 | 2): McpHostBuild {
	const folder = mkdtempSync(join(tmpdir(), "mcp-host-"));
	const program = join(folder, "mcp-host.cjs");
	execFileSync(join(REPOSITORY, "node_modules", ".bin", "esbuild"), [
		join(__dirname, `mcp-host-${sdk}.ts`),
		...["--bundle", "--platform=node", "--target=node18", "--format=cjs"],
		...["--log-level=warning", `--outfile=${program}`],
	]);
	const operationsFile = join(folder, "operations.ndjson");
	return {
		folder,
		program,
		environment: {
			PATH: process.env.PATH ?? "",
			FFMPEG: findFfmpeg(),
			OPERATIONS_FILE: operationsFile,
		},
		takeOperations() {
			const lines = readFileSync(operationsFile, "utf8").trim().split("\n");
			rmSync(operationsFile);
			return lines.map((line) => JSON.parse(line) as TrackedOperation);
		},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

function findFfmpeg(): string {
	const onPath = spawnSync("ffmpeg", ["-version"]).status === 0;
	return onPath ? "ffmpeg" : packagedFfmpeg;
}
