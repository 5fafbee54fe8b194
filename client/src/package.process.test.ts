import { execFileSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const REPOSITORY = join(__dirname, "..", "..");
const TSC = join(REPOSITORY, "node_modules", ".bin", "tsc");
const ESBUILD = join(REPOSITORY, "node_modules", ".bin", "esbuild");

/** What importing may not load: each costs a host milliseconds before it has tracked anything. */
const HEAVY = [
	...["child_process", "dns", "fs/promises", "http", "http2", "https", "net"],
	...["tls", "worker_threads", "zlib", "internal/crypto/webcrypto"],
	"internal/deps/undici/undici",
];

/** Prints what the package exports in both forms, and what loading it loaded of Node's own. */
const PROBE = `
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
await import("./empty-module.mjs");
const before = new Set(process.moduleLoadList);
const imported = await import("@ffmpeg-analytics/client");
const loaded = process.moduleLoadList.filter((name) => !before.has(name));
const required = require("@ffmpeg-analytics/client");
process.stdout.write(JSON.stringify({
	imported: Object.keys(imported).sort(),
	required: Object.keys(required).sort(),
	same: Object.keys(imported).every((name) => imported[name] === required[name]),
	loaded: loaded.map((name) => name.replace("NativeModule ", "")),
}));
`;

const CONSUMER = `
import {
	AnalyticsError,
	type AnalyticsOptions,
	type TrackedOperation,
	type UsageStatistics,
} from "@ffmpeg-analytics/client";

export const options: AnalyticsOptions = {
	platform: "mcp",
	beforeSend(event) {
		event.operation.parameters = "{}";
		return event.platform === "mcp" ? event : undefined;
	},
};
// @ts-expect-error: no such platform.
export const wrong: AnalyticsOptions = { platform: "other" };
export const operation: TrackedOperation = {
	userId: "u", operationType: "trim", processingTime: 1, success: true,
};
export const codeOf = (error: unknown): string =>
	error instanceof AnalyticsError ? error.code : "none";
export const busiest = ({ topOperations }: UsageStatistics): string | undefined =>
	topOperations[0]?.operation;
// @ts-expect-error: reports are read-only.
export const change = (usage: UsageStatistics) => usage.topOperations.push();
`;

/** Whether two types are the same, down to what may be absent and what is read-only. */
const COMPARISON = `
import type * as Core from "@ffmpeg-analytics/core";
import type * as Shipped from "@ffmpeg-analytics/client";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const same: {
	[Name in "WireEventInput" | "Platform"]: true;
} & { usage: true; identified: true; pattern: true } = {
	WireEventInput: true satisfies Same<Core.WireEventInput, Shipped.WireEventInput>,
	Platform: true satisfies Same<Core.Platform, Shipped.Platform>,
	usage: true satisfies Same<Core.UsageStatistics, Shipped.UsageStatistics>,
	identified: true satisfies Same<Core.IdentifiedSequence, Shipped.IdentifiedSequence>,
	pattern: true satisfies Same<Core.OperationSequencePattern, Shipped.OperationSequencePattern>,
};
`;

describe("the package, installed alone", () => {
	let folder: string;
	let installed: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "client-package-"));
		const dist = join(folder, "dist");
		run(process.execPath, join(REPOSITORY, "client", "build.mjs"), dist);
		run("npm", "pack", dist, "--pack-destination", folder);
		const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
		writeFileSync(join(folder, "package.json"), '{"private":true}');
		run("npm", "install", "--offline", "--no-audit", `./${tarball}`);
		installed = join(folder, "node_modules", "@ffmpeg-analytics", "client");
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	function run(program: string, ...parameters: string[]): string {
		try {
			return execFileSync(program, parameters, {
				cwd: folder,
				encoding: "utf8",
				stdio: ["ignore", "pipe", "pipe"],
			});
		} catch (error) {
			const { stdout, stderr } = error as { stdout: string; stderr: string };
			throw new Error(`${program} failed:\n${stdout}${stderr}`);
		}
	}

	const everyFile = () =>
		(readdirSync(installed, { recursive: true }) as string[])
			.map((name) => join(installed, name))
			.filter((path) => statSync(path).isFile());

	it("brings nothing else along", () => {
		expect(
			readdirSync(join(folder, "node_modules", "@ffmpeg-analytics")),
		).toEqual(["client"]);
		expect(
			readdirSync(join(folder, "node_modules")).filter(
				(name) => !name.startsWith("."),
			),
		).toEqual(["@ffmpeg-analytics"]);
		const manifest = JSON.parse(
			readFileSync(join(installed, "package.json"), "utf8"),
		);
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.scripts).toBeUndefined();
	});

	it("takes less than 0.3 MB, in blocks of a disk", () => {
		const bytes = everyFile()
			.map((path) => Math.ceil(statSync(path).size / 4096) * 4096)
			.reduce((a, b) => a + b, 0);
		expect(bytes).toBeLessThan(300_000);
	});

	it("has a licence and what a host's author reads first", () => {
		const files = everyFile().map((path) => path.slice(installed.length + 1));
		expect(files).toEqual(
			expect.arrayContaining(["LICENSE", "README.md", "index.d.ts"]),
		);
	});

	it.each(nodesAtHand())(
		"is the same by import and by require, and loads nothing heavy, on Node $version",
		({ path }) => {
			writeFileSync(join(folder, "empty-module.mjs"), 'import "./empty.cjs";');
			writeFileSync(join(folder, "empty.cjs"), "");
			writeFileSync(join(folder, "probe.mjs"), PROBE);
			const probed = JSON.parse(run(path, "probe.mjs"));
			expect(probed.imported).toContain("AnalyticsError");
			expect(probed.required).toEqual(probed.imported);
			expect(probed.same).toBe(true);
			expect(
				probed.loaded.filter((name: string) => HEAVY.includes(name)),
			).toEqual([]);
		},
	);

	it.each(["esm", "cjs"])(
		"can be bundled into a host's own file, of format %s",
		(format) => {
			const host = join(folder, "host.mjs");
			writeFileSync(
				host,
				'import * as client from "@ffmpeg-analytics/client"; process.stdout.write(Object.keys(client).join());',
			);
			const outfile = join(folder, `bundled-${format}`, "host.js");
			const bundle = ["--bundle", "--platform=node", `--format=${format}`];
			run(ESBUILD, host, ...bundle, `--outfile=${outfile}`);
			writeFileSync(
				join(outfile, "..", "package.json"),
				`{"type":"${format === "esm" ? "module" : "commonjs"}"}`,
			);
			expect(run(process.execPath, outfile)).toContain("AnalyticsError");
		},
	);

	it.each([
		["node16", "node16", "consumer.mts"],
		["node16", "node16", "consumer.cts"],
		["esnext", "bundler", "consumer.ts"],
	])(
		"has types that need no others, for module %s, resolved as %s does, in %s",
		(module, moduleResolution, file) => {
			const project = join(folder, `types-${file}`);
			mkdirSync(project);
			writeFileSync(join(project, file), CONSUMER);
			writeFileSync(
				join(project, "tsconfig.json"),
				JSON.stringify({
					compilerOptions: {
						...{ module, moduleResolution, target: "es2022", lib: ["es2022"] },
						...{ strict: true, skipLibCheck: false, noEmit: true, types: [] },
					},
					files: [file],
				}),
			);
			run(TSC, "-p", project);
		},
	);

	it("has the types of core", () => {
		const project = join(folder, "same-types");
		mkdirSync(project);
		writeFileSync(join(project, "same.ts"), COMPARISON);
		writeFileSync(
			join(project, "tsconfig.json"),
			JSON.stringify({
				extends: join(REPOSITORY, "tsconfig.base.json"),
				compilerOptions: {
					paths: {
						"@ffmpeg-analytics/core": [
							join(REPOSITORY, "core", "src", "index.ts"),
						],
					},
				},
				files: ["same.ts"],
			}),
		);
		run(TSC, "-p", project);
	});
});

/** Every version of Node from 18 up that the machine has, the one of the tests first. */
function nodesAtHand(): { path: string; version: string }[] {
	const paths = [
		process.execPath,
		...(process.env.PATH ?? "").split(delimiter).map((at) => join(at, "node")),
	];
	const found = new Map<string, string>();
	for (const path of paths.filter((each) => existsSync(each))) {
		const version = execFileSync(path, ["--version"], { encoding: "utf8" })
			.trim()
			.slice(1);
		if (Number.parseInt(version, 10) >= 18 && !found.has(version))
			found.set(version, path);
	}
	return [...found].map(([version, path]) => ({ version, path }));
}
