import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	type InstalledPackage,
	installPackage,
	REPOSITORY,
	tool,
} from "../testing/installed-package.ts";

const CONSUMER = `
import {
	AnalyticsError,
	type AnalyticsOptions,
	AnalyticsService,
	type TrackedOperation,
	type UsageStatistics,
} from "@ffmpeg-analytics/client";
import { instrumentMcpServer, type McpServerLike } from "@ffmpeg-analytics/client/mcp";

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
export const service = new AnalyticsService(options);
export const size: Promise<number> = service.measure(
	{ userId: "u", operationType: "trim" },
	async (measurement) => {
		measurement.add({ fileSize: 1 });
		return 1;
	},
);
export const instrumented = (server: McpServerLike): void =>
	instrumentMcpServer(server, service, ({ name }) => ({ operationType: name }));
export const candidates: Promise<number> = service.getTemplateCandidates().then((found) => found.length);
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

describe("the types of the package, installed alone", () => {
	let client: InstalledPackage;
	beforeAll(() => {
		client = installPackage();
	});
	afterAll(() => client.remove());

	it.each([
		["node16", "node16", "consumer.mts"],
		["node16", "node16", "consumer.cts"],
		["esnext", "bundler", "consumer.ts"],
	])(
		"has types that need no others, for module %s, resolved as %s does, in %s",
		(module, moduleResolution, file) => {
			const project = join(client.host, `types-${file}`);
			mkdirSync(project);
			writeFileSync(join(project, file), CONSUMER);
			writeFileSync(
				join(project, "tsconfig.json"),
				JSON.stringify({
					compilerOptions: {
						module,
						moduleResolution,
						target: "es2022",
						lib: ["es2022"],
						strict: true,
						skipLibCheck: false,
						noEmit: true,
						types: [],
					},
					files: [file],
				}),
			);
			client.run(tool("tsc"), "-p", project);
		},
	);

	it("does what its README's TypeScript says, as far as types go", () => {
		const readme = readFileSync(join(client.path, "README.md"), "utf8");
		const [own = ""] = readme.split("\n## MCP\n");
		const blocks = [...own.matchAll(/```ts\n([\s\S]*?)```/g)];
		expect(blocks.length).toBeGreaterThan(3);
		const project = join(client.host, "types-readme");
		mkdirSync(project);
		writeFileSync(
			join(project, "readme.mts"),
			blocks.map(([, code]) => code).join("\n"),
		);
		writeFileSync(
			join(project, "tsconfig.json"),
			JSON.stringify({
				compilerOptions: {
					module: "node16",
					target: "es2022",
					strict: true,
					noEmit: true,
					types: ["node"],
					typeRoots: [join(REPOSITORY, "node_modules", "@types")],
				},
				files: ["readme.mts"],
			}),
		);
		client.run(tool("tsc"), "-p", project);
	});

	it("has the types of core", () => {
		const project = join(client.host, "same-types");
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
		client.run(tool("tsc"), "-p", project);
	});
});
