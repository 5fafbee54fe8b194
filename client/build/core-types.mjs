/** Writes core's types for hosts as its zod schemas give them, so that these need neither core nor zod. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import { build } from "esbuild";

const CORE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "core");

/** What hosts write, and what they are answered. */
const SCHEMAS = {
	input: ["wireEventSchema"],
	output: ["usageStatisticsSchema", "identifiedSequenceSchema"],
};

/** Where the schema's `id` is not what core calls its type. */
const TYPE_NAMES = { OperationEvent: "WireEventInput" };

/** Types that are parts of others. */
const PARTS = { Platform: 'WireEventInput["platform"]' };

/**
 * Declares the named types, and those that they rest on. What hosts are answered is read-only.
 *
 * @throws if a name is none of those that the schemas give
 */
export async function writeCoreTypes(names) {
	const declared = await declareAll();
	const wanted = new Set();
	const want = (name) => {
		if (wanted.has(name)) return;
		const text = declared.get(name);
		if (text === undefined)
			throw new Error(`core's ${name} is not known here: add its schema`);
		wanted.add(name);
		for (const other of declared.keys())
			if (new RegExp(`\\b${other}\\b`).test(text)) want(other);
	};
	for (const name of names) want(name);
	return [...declared]
		.filter(([name]) => wanted.has(name))
		.map(([, text]) => text)
		.join("\n");
}

/** All types that the schemas give, by name. */
async function declareAll() {
	const { z, ...core } = await loadCore();
	const declared = new Map();
	for (const [side, schemas] of Object.entries(SCHEMAS)) {
		const shape = Object.fromEntries(schemas.map((name) => [name, core[name]]));
		const { $defs } = z.toJSONSchema(z.object(shape), { io: side });
		for (const [id, schema] of Object.entries($defs)) {
			const name = TYPE_NAMES[id] ?? id;
			const type = typeOf(schema, side === "output" ? "readonly " : "");
			declared.set(name, `${comment(schema)}type ${name} = ${type};`);
		}
	}
	for (const [name, type] of Object.entries(PARTS))
		declared.set(name, `type ${name} = ${type};`);
	return declared;
}

/** Core's modules import each other in a way that only bundlers understand. */
async function loadCore() {
	const { outputFiles } = await build({
		stdin: {
			contents: 'export { z } from "zod"; export * from "./src/index";',
			resolveDir: CORE,
		},
		bundle: true,
		write: false,
		format: "esm",
		platform: "node",
		logLevel: "warning",
	});
	const code = Buffer.from(outputFiles[0].contents).toString("base64");
	return import(`data:text/javascript;base64,${code}`);
}

/** The TypeScript of a JSON Schema. */
function typeOf(schema, readonly) {
	const inner = (each) => typeOf(each, readonly);
	if (schema.$ref !== undefined) {
		const id = schema.$ref.replace("#/$defs/", "");
		return TYPE_NAMES[id] ?? id;
	}
	const choices = schema.anyOf ?? schema.oneOf;
	if (choices !== undefined) return choices.map(inner).join(" | ");
	if (schema.enum !== undefined)
		return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
	switch (schema.type) {
		case "object":
			return schema.properties === undefined
				? `{ ${readonly}[name: string]: ${inner(schema.additionalProperties)} }`
				: `{\n${indent(members(schema, readonly))}\n}`;
		case "array":
			return `${readonly}${arrayOf(inner(schema.items))}`;
		case "integer":
			return "number";
		case "number":
		case "string":
		case "boolean":
		case "null":
			return schema.type;
		default:
			throw new Error(`no type for ${JSON.stringify(schema)}`);
	}
}

function arrayOf(type) {
	return /^\w+$/.test(type) ? `${type}[]` : `(${type})[]`;
}

function members({ properties, required = [] }, readonly) {
	return Object.entries(properties)
		.map(([name, schema]) => {
			const type = typeOf(schema, readonly);
			const member = required.includes(name)
				? `${name}: ${type}`
				: `${name}?: ${type} | undefined`;
			return `${comment(schema)}${readonly}${member};`;
		})
		.join("\n");
}

function comment({ description }) {
	return description === undefined ? "" : `/** ${description} */\n`;
}

function indent(text) {
	return text.replace(/^/gm, "    ");
}
