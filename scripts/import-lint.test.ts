import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const REFUSED = [
	["core/src", 'import "node:fs";'],
	["core/src", 'import "os";'],
	["core/src", 'export const later = import("node:path");'],
	["core/src", 'import "express";'],
	["core/src", 'import "firebase-admin/app";'],
	["core/src", 'import "../../api/src/index";'],
	["core/src/aggregation", 'import "../../testing/events";'],
	["core/src/privacy", 'import "zod";'],
	["core/src/privacy", 'import "../calendar";'],
	["api/src", 'import "../../local/src/home";'],
	["api/src", 'import "@ffmpeg-analytics/functions";'],
	["api/src", 'import "firebase-admin/app";'],
	["client/src", 'import "zod";'],
	["client/src", 'import "@ffmpeg-analytics/api";'],
	["client/src", 'import "../../api/src/index";'],
	["dashboard/src", 'import "zod";'],
	["dashboard/src", 'import "node:fs";'],
	["dashboard/src", 'import "@ffmpeg-analytics/api";'],
	["dashboard/src", 'import "../../core/src/calendar";'],
	["functions/src", 'import "../../local/src/home";'],
	["api/src", 'import "../../client/src/index";'],
	["api/src", 'import "../../core/src/calendar";'],
	["functions/src", 'import "../../../scripts/random";'],
	["functions/src", 'import "../../api/src/index";'],
	["local/src", 'import "../../dashboard/src/app";'],
	["local/src", 'import "../../core/src/calendar";'],
	["local/src", 'import "../../functions/src/settings";'],
	["local/src", 'import "firebase-admin/app";'],
] as const;

const ALLOWED = [
	["core/src", 'import "zod";\nimport "./calendar";'],
	["core/src/privacy", 'import "./vocabulary";'],
	["api/src", 'import "@ffmpeg-analytics/core";'],
	["local/src", 'import "node:sqlite";'],
	["client/src", 'import "node:http";'],
	["client/src", 'import type { Platform } from "@ffmpeg-analytics/core";'],
	["client/src", 'import "@ffmpeg-analytics/core/privacy";'],
	["client/src", 'import "@ffmpeg-analytics/core/event-bounds";'],
	["dashboard/src", 'import "preact";\nimport "./app";'],
	["dashboard/src", 'import type { Platform } from "@ffmpeg-analytics/core";'],
] as const;

const IMPORT_RULES = ["noRestrictedImports", "noNodejsModules"];

/** Plants the texts into an otherwise empty house under our rules; answers who broke an import rule. */
function lint(plants: readonly (readonly [string, string])[]): boolean[] {
	const house = mkdtempSync(join(tmpdir(), "import-lint-"));
	try {
		cpSync("biome.json", join(house, "biome.json"));
		const files = plants.map(
			([folder], index) => `${folder}/planted${index}.ts`,
		);
		for (const [index, [, text]] of plants.entries()) {
			const file = join(house, files[index] ?? "");
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, `${text}\n`);
		}
		const { stdout, stderr } = spawnSync(
			join(process.cwd(), "node_modules/.bin/biome"),
			["lint", "--vcs-enabled=false", "--max-diagnostics=none"],
			{ cwd: house, encoding: "utf8" },
		);
		const found = [
			...`${stdout}${stderr}`.matchAll(/^(\S+?):\d+:\d+ lint\/\w+\/(\w+)/gm),
		].filter(([, , rule]) => IMPORT_RULES.includes(rule ?? ""));
		expect(`${stdout}${stderr}`).toContain(`Checked ${files.length + 1} files`);
		return files.map((file) => found.some(([, at]) => at === file));
	} finally {
		rmSync(house, { recursive: true });
	}
}

describe("import lint: arrows point down only", () => {
	const broken = lint([...REFUSED, ...ALLOWED]);

	it.each(REFUSED.map(([folder, text], index) => ({ folder, text, index })))(
		"in $folder refuses $text",
		({ index }) => expect(broken[index]).toBe(true),
	);

	it.each(ALLOWED.map(([folder, text], index) => ({ folder, text, index })))(
		"in $folder allows $text",
		({ index }) => expect(broken[REFUSED.length + index]).toBe(false),
	);
});
