import { ffmpegVocabulary } from "../../testing/privacy-corpus";
import { sanitizeParameters } from ".";

function sanitized(value: object): string {
	const result = sanitizeParameters(JSON.stringify(value));
	if (!result.ok) throw new Error(result.reason);
	return result.parameters;
}

const isKept = (value: object) => sanitized(value) === JSON.stringify(value);

const words = (text: string) => (text === "" ? [] : text.split(" "));

const {
	options,
	filterOptions,
	privateOptions,
	toolOptions,
	filters,
	bitstreamFilters,
	...names
} = ffmpegVocabulary;

/** The key beside which a host writes names of each list. */
const KEYS: Readonly<Record<keyof typeof names, string>> = {
	codecs: "codec",
	formats: "format",
	pixelFormats: "pix_fmt",
	sampleFormats: "sample_fmt",
	channelLayouts: "channel_layout",
	protocols: "protocol_whitelist",
	colors: "color",
	hardware: "hwaccel",
	dispositions: "disposition",
};

describe("of what FFmpeg lists of itself, the sanitiser", () => {
	it.each(Object.entries(KEYS))("keeps all %s", (list, key) => {
		const all = words(names[list as keyof typeof names]);
		expect(all.length).toBeGreaterThan(7);
		expect(all.filter((name) => !isKept({ [key]: name }))).toEqual([]);
	});

	it("keeps all filters and bitstream filters", () => {
		expect(
			words(filters).filter((name) => !isKept({ vf: `${name},hflip` })),
		).toEqual([]);
		expect(
			words(bitstreamFilters).filter((name) => !isKept({ "bsf:v": name })),
		).toEqual([]);
	});

	it("keeps the name of every option of the command line", () => {
		const all = [
			...words(toolOptions),
			...Object.keys(options),
			...words(privateOptions)
				.filter((name) => name.startsWith("-"))
				.map((name) => name.slice(1)),
		];
		expect(all.length).toBeGreaterThan(1_500);
		expect(
			all.filter(
				(name) =>
					!sanitized({ args: [`-${name}`, "-y"] }).includes(`["-${name}",`),
			),
		).toEqual([]);
	});

	it("keeps every constant of every option", () => {
		const all = Object.entries(options).flatMap(([name, constants]) =>
			words(constants).map((constant) => [`-${name}`, constant]),
		);
		expect(all.length).toBeGreaterThan(1_000);
		expect(all.filter((pair) => !isKept({ args: pair }))).toEqual([]);
	});

	it("keeps every option of every filter, with every constant", () => {
		const all = Object.entries(filterOptions).flatMap(([filter, own]) =>
			Object.entries(own).flatMap(([option, constants]) =>
				["1", ...words(constants)].map(
					(value) => `${filter}=${option}=${value}`,
				),
			),
		);
		expect(all.length).toBeGreaterThan(7_000);
		expect(all.filter((graph) => !isKept({ vf: graph }))).toEqual([]);
	});

	it("loses the value of every option for names, texts and secrets, whatever it reads like", () => {
		const all = words(privateOptions);
		expect(all.length).toBeGreaterThan(200);
		const kept = all.filter((name) => {
			const [filter, option] = name.split(".");
			const text =
				option === undefined
					? sanitized({ args: [name, "h264"] })
					: sanitized({ vf: `${filter}=${option}=h264` });
			return text.includes("h264");
		});
		expect(kept).toEqual([]);
	});
});
