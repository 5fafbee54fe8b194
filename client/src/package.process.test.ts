import { execFileSync } from "node:child_process";
import {
	existsSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import {
	sanitizeErrorMessage,
	sanitizeParameters,
} from "@ffmpeg-analytics/core/privacy";
import {
	errorCorpus,
	parametersCorpus,
} from "../../core/testing/privacy-corpus/index.ts";
import {
	type InstalledPackage,
	installPackage,
	tool,
} from "../testing/installed-package.ts";

/** What importing may not load: each costs a host milliseconds before it has tracked anything. */
const HEAVY = [
	"child_process",
	"dns",
	"fs/promises",
	"http",
	"http2",
	"https",
	"net",
	"tls",
	"worker_threads",
	"zlib",
	"internal/crypto/webcrypto",
	"internal/deps/undici/undici",
];

/** Prints what each entry exports in both forms, and what loading them loaded of Node's own. */
const PROBE = `
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const name = "@ffmpeg-analytics/client";
const { exports } = require(name + "/package.json");
const paths = Object.keys(exports).filter((path) => !path.endsWith(".json"));
await import("./empty-module.mjs");
const before = new Set(process.moduleLoadList);
const imported = await Promise.all(paths.map((path) => import(name + path.slice(1))));
const loaded = process.moduleLoadList.filter((name) => !before.has(name));
const required = paths.map((path) => require(name + path.slice(1)));
process.stdout.write(JSON.stringify({
	imported: imported.map((each) => Object.keys(each).sort()),
	required: required.map((each) => Object.keys(each).sort()),
	same: imported.every((each, index) => Object.keys(each).every((key) => each[key] === required[index][key])),
	loaded: loaded.map((name) => name.replace("NativeModule ", "")),
}));
`;

/** Tracks what it is given, each as a failed operation, into a file of metrics. */
const TRACKER = `
import { readFileSync } from "node:fs";
import { AnalyticsService } from "@ffmpeg-analytics/client";
const operations = JSON.parse(readFileSync("operations.json", "utf8"));
const analytics = new AnalyticsService({
	platform: "mcp", dataFolder: "data", metricsFile: "metrics.ndjson", notice: false,
});
for (const operation of operations)
	analytics.trackFfmpegOperation({
		userId: "u", operationType: "trim", processingTime: 1, success: false, ...operation,
	});
await analytics.shutdown();
`;

describe("the package, installed alone", () => {
	let client: InstalledPackage;
	let folder: string;
	let installed: string;
	beforeAll(() => {
		client = installPackage();
		folder = client.host;
		installed = client.path;
	});
	afterAll(() => client.remove());

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
			const probed = JSON.parse(client.run(path, "probe.mjs"));
			expect(probed.imported[0]).toEqual([
				"AnalyticsError",
				"AnalyticsService",
			]);
			expect(probed.required).toEqual(probed.imported);
			expect(probed.same).toBe(true);
			expect(
				probed.loaded.filter((name: string) => HEAVY.includes(name)),
			).toEqual([]);
		},
	);

	it("sanitises as core does, although its vocabularies are packed", () => {
		const operations = [
			...parametersCorpus.map(({ parameters }) => ({
				parameters: JSON.parse(parameters),
				errorMessage: "failed",
			})),
			...errorCorpus.map(({ message }) => ({
				parameters: {},
				errorMessage: message,
			})),
		];
		writeFileSync(join(folder, "operations.json"), JSON.stringify(operations));
		writeFileSync(join(folder, "tracker.mjs"), TRACKER);
		client.run(process.execPath, "tracker.mjs");
		const lines = readFileSync(join(folder, "metrics.ndjson"), "utf8")
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(
			lines.map(({ parameters, error }) => ({ parameters, error })),
		).toEqual(
			operations.map(({ parameters, errorMessage }) => {
				const clean = sanitizeParameters(JSON.stringify(parameters));
				return {
					parameters: clean.ok ? JSON.parse(clean.parameters) : "not ok",
					error: sanitizeErrorMessage(errorMessage),
				};
			}),
		);
	});

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
			client.run(tool("esbuild"), host, ...bundle, `--outfile=${outfile}`);
			writeFileSync(
				join(outfile, "..", "package.json"),
				`{"type":"${format === "esm" ? "module" : "commonjs"}"}`,
			);
			expect(client.run(process.execPath, outfile)).toContain("AnalyticsError");
		},
	);
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
