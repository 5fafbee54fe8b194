import argumentLists from "./argument-lists.json";
import commandLines from "./command-lines.json";
import errorMessages from "./error-messages.json";
import filterGraphs from "./filter-graphs.json";
import parameterObjects from "./parameter-objects.json";

/** What every entry of the corpus asks of the sanitised text. */
export interface PrivacyExpectation {
	/** Parts of the original that must be nowhere in it. */
	readonly gone: readonly string[];
	/** Parts of the original that must be in it, unchanged. */
	readonly stays: readonly string[];
}

/** An entry as the parameters text that a host would send, and where to look in the answer. */
export interface ParametersEntry extends PrivacyExpectation {
	readonly kind: string;
	readonly parameters: string;
	/** Makes readable text of the sanitised parameters. */
	readonly read: (parameters: string) => string;
}

/** A failure's text as FFmpeg or its caller wrote it. */
export interface ErrorEntry extends PrivacyExpectation {
	/** Who wrote it: `FFmpeg 7`, `Node.js`, `shell`... */
	readonly source: string;
	readonly message: string;
	readonly category: string;
}

/** Real-looking parameters of every form that hosts use. */
export const parametersCorpus: readonly ParametersEntry[] = [
	...parameterObjects.map((entry) => ({
		...entry,
		kind: "parameters",
		read: (parameters: string) => parameters,
	})),
	...filterGraphs.map(({ graph, ...expectation }) => ({
		...expectation,
		kind: "graph",
		parameters: JSON.stringify({ filter_complex: graph }),
		read: (parameters: string) => member(parameters, "filter_complex"),
	})),
	...commandLines.map(({ command, ...expectation }) => ({
		...expectation,
		kind: "command",
		parameters: JSON.stringify({ command }),
		read: (parameters: string) => member(parameters, "command"),
	})),
	...argumentLists.map(({ argv, ...expectation }) => ({
		...expectation,
		kind: "argv",
		parameters: JSON.stringify({ args: argv }),
		read: (parameters: string) => member(parameters, "args"),
	})),
];

/** Error texts, most of them harvested from FFmpeg 4.1 and 5.1, the rest as 4 to 8 write them. */
export const errorCorpus: readonly ErrorEntry[] = errorMessages;

function member(parameters: string, key: string): string {
	const value = (JSON.parse(parameters) as Record<string, unknown>)[key];
	return Array.isArray(value) ? value.join("\n") : String(value);
}
