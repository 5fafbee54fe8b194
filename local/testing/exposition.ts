/** A metric as Prometheus sees it: its type, its help, and its samples by name and labels as they are written. */
export interface Family {
	readonly type: string;
	readonly help: string;
	readonly samples: ReadonlyMap<string, number>;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"';
const HELP = new RegExp(`^# HELP (${NAME}) (.+)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary)$`);
const SAMPLE = new RegExp(
	`^(${NAME})(\\{${LABEL}(?:,${LABEL})*\\})? ([-+0-9.e]+|[-+]Inf|nan)$`,
	"i",
);

/** What a family's samples may be called, by its type. */
const SUFFIXES: Readonly<Record<string, RegExp>> = {
	histogram: /^(_bucket|_sum|_count)$/,
	summary: /^(|_sum|_count)$/,
};

/**
 * Reads the text format strictly (https://prometheus.io/docs/instrumenting/exposition_formats/): every family has
 * its help and type, once and first; no sample is there twice; buckets never fall and end in the count.
 */
export function parseExposition(text: string): Map<string, Family> {
	if (!text.endsWith("\n")) throw new Error("the last line has no end");
	const families = new Map<string, Family & { samples: Map<string, number> }>();
	let help: RegExpExecArray | null = null;
	let name = "";
	for (const line of text.split("\n").filter((each) => each !== "")) {
		const type = TYPE.exec(line);
		const sample = SAMPLE.exec(line);
		if (HELP.test(line)) help = HELP.exec(line);
		else if (type !== null) {
			name = type[1] as string;
			if (families.has(name) || help?.[1] !== name)
				throw new Error(`${name} has its type twice, or no help before it`);
			families.set(name, {
				type: type[2] as string,
				help: help[2] as string,
				samples: new Map(),
			});
		} else if (sample !== null) {
			const [, sampleName = "", labels = "", value] = sample;
			const family = families.get(name);
			const suffixes = SUFFIXES[family?.type ?? ""] ?? /^$/;
			if (
				!sampleName.startsWith(name) ||
				!suffixes.test(sampleName.slice(name.length))
			)
				throw new Error(`${line} stands below ${name}`);
			if (family?.samples.has(sampleName + labels))
				throw new Error(`${line} is there twice`);
			family?.samples.set(sampleName + labels, Number(value));
		} else throw new Error(`no line of a metric: ${line}`);
	}
	for (const [each, { type, samples }] of families)
		if (type === "histogram") checkBuckets(each, samples);
	return families;
}

function checkBuckets(
	name: string,
	samples: ReadonlyMap<string, number>,
): void {
	let last = 0;
	for (const [key, value] of samples) {
		if (!key.startsWith(`${name}_bucket`)) continue;
		if (value < last) throw new Error(`${key} is below the bucket before it`);
		last = value;
		if (!key.includes('le="+Inf"')) continue;
		const labels = key
			.slice(`${name}_bucket`.length)
			.replace(/le="\+Inf",?/, "")
			.replace(/^\{\}$/, "");
		if (samples.get(`${name}_count${labels}`) !== value)
			throw new Error(`${key} is not the count`);
		last = 0;
	}
}
