/**
 * Builds client/dist, the package that hosts install. Each entry's code is one CommonJS file, which both
 * its forms re-export, so that a process that loads both has one client and not two, and the package is
 * half as large. The ES module does so through the other form, where the names are told: to find them
 * in the code itself, Node 18 and 20 would read it all, for 10 to 20 ms.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import { build, stop } from "esbuild";
import { bundleDeclarations } from "./build/declarations.mjs";
import { packVocabularies } from "./build/pack-vocabularies.mjs";

const CLIENT = dirname(fileURLToPath(import.meta.url));
const REPOSITORY = dirname(CLIENT);

/** What hosts import, by the file that it comes in. */
const ENTRIES = [
	{ subpath: ".", name: "index", source: "src/index.ts" },
	{ subpath: "./mcp", name: "mcp", source: "src/mcp/index.ts" },
];

/** The only code that may be in the package; zod, for one, must not. */
const OWN_CODE =
	/^(client\/src\/|core\/src\/privacy\/|core\/src\/event\/event-bounds\.ts$|packed:)/;

/** What of the folder's manifest is the package's too. */
const MANIFEST_FIELDS = [
	"name",
	"version",
	"description",
	"license",
	"engines",
	"peerDependencies",
	"peerDependenciesMeta",
];

/**
 * Builds the whole package into `outdir`, by default client/dist, and answers its path.
 *
 * @throws if anything but the workspace's own code is in it, or its types rest on another package's
 */
export async function buildClient(outdir = join(CLIENT, "dist")) {
	await bundleCode(outdir);
	const types = await bundleDeclarations(
		ENTRIES.map(({ source }) => join(CLIENT, source)),
	);
	for (const [index, { name }] of ENTRIES.entries()) {
		writeFileSync(join(outdir, `${name}.d.cts`), types[index]);
		writeFileSync(
			join(outdir, `${name}.d.ts`),
			`export * from "./${name}.cjs";\n`,
		);
	}
	copyFileSync(join(CLIENT, "README.md"), join(outdir, "README.md"));
	copyFileSync(join(REPOSITORY, "LICENSE"), join(outdir, "LICENSE"));
	await stop();
	return outdir;
}

/** As {@link buildClient}, without types and documents: in a fraction of a second. */
export async function bundleClient(outdir = join(CLIENT, "dist")) {
	await bundleCode(outdir);
	// esbuild's own process would stay as long as this one.
	await stop();
	return outdir;
}

async function bundleCode(outdir) {
	mkdirSync(outdir, { recursive: true });
	for (const { name, source } of ENTRIES) {
		const names = await bundleEntry(
			join(CLIENT, source),
			join(outdir, `${name}.code.cjs`),
		);
		writeFileSync(
			join(outdir, `${name}.cjs`),
			[
				`"use strict";\nconst code = require("./${name}.code.cjs");\n`,
				...names.map((each) => `exports.${each} = code.${each};\n`),
			].join(""),
		);
		writeFileSync(
			join(outdir, `${name}.js`),
			`export { ${names.join(", ")} } from "./${name}.cjs";\n`,
		);
	}
	const manifest = `${JSON.stringify(manifestOf(), undefined, "\t")}\n`;
	writeFileSync(join(outdir, "package.json"), manifest);
}

/** Bundles one entry, and answers the names that it exports. */
async function bundleEntry(entry, outfile) {
	const options = {
		entryPoints: [entry],
		absWorkingDir: REPOSITORY,
		outfile,
		write: false,
		bundle: true,
		platform: "node",
		target: "node18",
		minify: true,
		charset: "utf8",
		metafile: true,
		logLevel: "warning",
		plugins: [{ name: "packed vocabularies", setup: packVocabularies }],
	};
	const { metafile, outputFiles } = await build({
		...options,
		format: "cjs",
		// Where hosts are tested by jest, CommonJS cannot import, but require.
		supported: { "dynamic-import": false },
	});
	refuseForeignCode(metafile);
	writeFileSync(outfile, askNodeItself(outputFiles[0].text));
	const asModule = await build({ ...options, format: "esm" });
	return Object.values(asModule.metafile.outputs)[0].exports;
}

/**
 * Takes Node's own modules from `process`, where it gives them (from 20.16 on): a host that bundles this
 * CommonJS into an ES module has no `require`.
 */
function askNodeItself(code) {
	return code.replace(
		/\brequire\(("node:[\w/]+")\)/g,
		"(process.getBuiltinModule?.($1)??require($1))",
	);
}

function refuseForeignCode({ inputs, outputs }) {
	const imported = Object.values(outputs)
		.flatMap((output) => output.imports)
		.filter(({ path }) => !path.startsWith("node:"))
		.map(({ path }) => path);
	const foreign = [
		...Object.keys(inputs).filter((path) => !OWN_CODE.test(path)),
		...imported,
	];
	if (foreign.length > 0)
		throw new Error(
			`the client may hold nothing but its own code and core's privacy, and has ${foreign.slice(0, 5).join(", ")}`,
		);
}

function manifestOf() {
	const room = JSON.parse(readFileSync(join(CLIENT, "package.json"), "utf8"));
	const kept = MANIFEST_FIELDS.filter((field) => field in room);
	return {
		...Object.fromEntries(kept.map((field) => [field, room[field]])),
		type: "module",
		// For whatever does not read `exports`.
		main: "./index.cjs",
		types: "./index.d.cts",
		exports: {
			...Object.fromEntries(
				ENTRIES.map(({ subpath, name }) => [subpath, conditionsOf(name)]),
			),
			"./package.json": "./package.json",
		},
		sideEffects: false,
	};
}

function conditionsOf(name) {
	return {
		import: { types: `./${name}.d.ts`, default: `./${name}.js` },
		require: { types: `./${name}.d.cts`, default: `./${name}.cjs` },
	};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
	console.log(await buildClient(process.argv[2]));
