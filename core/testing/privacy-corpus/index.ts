import argumentLists from "./argument-lists.json";
import commandLines from "./command-lines.json";
import errorMessages from "./error-messages.json";
import vocabulary from "./ffmpeg-vocabulary.json";
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

/** What FFmpeg lists of itself. Words are parted by spaces. */
export interface FfmpegVocabulary {
	readonly codecs: string;
	readonly formats: string;
	readonly pixelFormats: string;
	readonly sampleFormats: string;
	readonly channelLayouts: string;
	readonly filters: string;
	readonly bitstreamFilters: string;
	readonly protocols: string;
	readonly colors: string;
	readonly hardware: string;
	readonly dispositions: string;
	/** Options of the tool itself. */
	readonly toolOptions: string;
	/** Options of codecs, formats and protocols, with their constants. */
	readonly options: Readonly<Record<string, string>>;
	/** By filter, its options with their constants. */
	readonly filterOptions: Readonly<
		Record<string, Readonly<Record<string, string>>>
	>;
	/** `-option` and `filter.option` that take a name, a text or a secret. */
	readonly privateOptions: string;
}

/** The help of FFmpeg 4.1, 5.1, 7.0 and 9.0 taken together. */
export const ffmpegVocabulary: FfmpegVocabulary = vocabulary;

/** Error texts, most of them harvested from FFmpeg 4.1, 5.1, 7.0 and 9.0, the rest as 4 to 8 write them. */
export const errorCorpus: readonly ErrorEntry[] = errorMessages;

function member(parameters: string, key: string): string {
	const value = (JSON.parse(parameters) as Record<string, unknown>)[key];
	return Array.isArray(value) ? value.join("\n") : String(value);
}
