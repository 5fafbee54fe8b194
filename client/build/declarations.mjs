/**
 * Types for hosts, each entry's in one file that rests on no other package: what tsc writes of the
 * client's own modules, one after the other, and core's types as its schemas give them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCoreTypes } from "./core-types.mjs";

const CLIENT = dirname(dirname(fileURLToPath(import.meta.url)));
const REPOSITORY = dirname(CLIENT);
const CORE = "@ffmpeg-analytics/core";

/**
 * The declarations of each entry, a TypeScript file of the client.
 *
 * @throws if one of them needs what hosts may not have, or is of a form that is not known here
 */
export async function bundleDeclarations(entries) {
	const folder = mkdtempSync(join(tmpdir(), "client-types-"));
	try {
		emit(folder);
		return await Promise.all(
			entries.map((entry) => {
				const file = relative(REPOSITORY, entry).replace(/\.ts$/, ".d.ts");
				return joinModules(join(folder, file));
			}),
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function emit(outdir) {
	const { status, stdout } = spawnSync(
		join(REPOSITORY, "node_modules/.bin/tsc"),
		["-p", join(CLIENT, "tsconfig.build.json"), "--outDir", outdir],
		{ encoding: "utf8" },
	);
	if (status !== 0) throw new Error(`tsc cannot write the types:\n${stdout}`);
}

/** The modules that an entry needs, without what binds them to each other. */
async function joinModules(entry) {
	const modules = new Map();
	read(entry, modules);
	const coreNames = new Set(
		[...modules.values()].flatMap(({ links }) =>
			links.filter(({ from }) => from === CORE).flatMap(({ names }) => names),
		),
	);
	const texts = [
		...[...modules.values()].map(({ text }) => text),
		...(coreNames.size === 0 ? [] : [await writeCoreTypes([...coreNames])]),
	];
	refuseDuplicates(texts);
	const { links, own } = modules.get(entry);
	const exported = [
		...links
			.filter(({ kind }) => kind === "export")
			.flatMap((link) => link.names),
		...own,
	];
	return `${texts.join("\n")}\nexport { ${exported.join(", ")} };\n`;
}

const LINK = /^(import|export) (?:type )?\{([^}]*)\} from "([^"]+)";\n/gm;
const OWN_EXPORT =
	/^export (?=(?:declare |abstract )*(?:interface|type|class|const|function) (\w+))/gm;

/** Reads a module that tsc wrote, and those that it needs. */
function read(file, modules) {
	if (modules.has(file)) return;
	const source = readFileSync(file, "utf8");
	const links = [...source.matchAll(LINK)].map(([, kind, list, from]) => ({
		kind,
		from,
		names: list
			.split(",")
			.map((name) => name.trim().replace(/^type /, ""))
			.filter((name) => name !== ""),
	}));
	const own = [...source.matchAll(OWN_EXPORT)].map(([, name]) => name);
	const text = source
		.replace(LINK, "")
		.replace(OWN_EXPORT, "")
		.replace(/^export \{\};\n/gm, "")
		.replace(/^declare (interface|type) /gm, "$1 ");
	refuseUnknown(file, text, links);
	modules.set(file, { links, own, text });
	for (const { from } of links)
		if (from !== CORE)
			read(resolve(dirname(file), from.replace(/\.ts$/, ".d.ts")), modules);
}

const UNKNOWN =
	/^(?:import|export) .*|\bimport\(.*|\bNodeJS\..*|\bBuffer\b.*|^\/\/\/.*/m;

/** What would not mean the same in the joined file, or needs the types of Node or of a package. */
function refuseUnknown(file, text, links) {
	const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
	const bad = [
		UNKNOWN.exec(code)?.[0],
		...links
			.map(({ from }) => from)
			.filter((from) => from !== CORE && !from.startsWith(".")),
		...links
			.flatMap(({ names }) => names)
			.filter((name) => name.includes(" as ")),
	].find((each) => each !== undefined);
	if (bad !== undefined) throw new Error(`the types of ${file} hold "${bad}"`);
}

function refuseDuplicates(texts) {
	const names = texts.flatMap((text) =>
		[
			...text.matchAll(
				/^(?:declare |abstract )*(?:interface|type|class|const|function) (\w+)/gm,
			),
		].map(([, name]) => name),
	);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined)
		throw new Error(`two modules of the client declare ${twice}: rename one`);
}
