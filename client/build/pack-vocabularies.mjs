/**
 * Packs the vocabularies of core's privacy, which are half of the client's code and read once in a process:
 * each long text of words becomes an object that unpacks it when it is asked for as a text.
 */
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const VOCABULARY =
	/[\\/]core[\\/]src[\\/]privacy[\\/]vocabulary[\\/][^\\/]+\.ts$/;
const WORDS = /(export const \w+ = )`([^`$\\]+)`;/g;

/** Below it the unpacking costs more than it saves; some of these are needed at import, too. */
const LEAST_LENGTH = 2_100;

/** What unpacks; zlib is loaded by the first text. */
const UNPACK = `
export function packed(text) {
	return {
		toString() {
			const { inflateRawSync } = require("node:zlib");
			return inflateRawSync(Buffer.from(text, "base64")).toString();
		},
	};
}`;

/** A plugin's setup. */
export function packVocabularies({ onLoad, onResolve }) {
	onResolve({ filter: /^packed:/ }, ({ path }) => ({
		path,
		namespace: "packed",
	}));
	onLoad({ filter: /./, namespace: "packed" }, () => ({ contents: UNPACK }));
	onLoad({ filter: VOCABULARY }, ({ path }) => ({
		loader: "ts",
		contents: packIn(readFileSync(path, "utf8")),
	}));
}

function packIn(source) {
	const contents = source.replace(WORDS, (whole, start, words) => {
		if (words.length < LEAST_LENGTH) return whole;
		const text = words.trim().split(/\s+/).join(" ");
		const base64 = deflateRawSync(text, { level: 9 }).toString("base64");
		return `${start}packed("${base64}");`;
	});
	return contents === source
		? source
		: `import { packed } from "packed:words";\n${contents}`;
}
