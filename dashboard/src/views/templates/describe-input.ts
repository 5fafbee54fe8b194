import type { Template } from "../../home/answers";
import { joinWords } from "../../words/format";

type Input = Template["inputs"][number];
type Value = NonNullable<Input["default"]>;

const KINDS: Record<Exclude<Input["kind"], "value">, string> = {
	input_file: "a file to read",
	output_file: "the file to write",
	url: "a URL",
	text: "a text of your own",
	secret: "a secret, filled in by the host",
};

/** Values that are named as examples. */
const MAX_EXAMPLES = 5;

/** What one may say there: `you choose: a number from 0 to 30, often 5 or 10`. */
export function describeInput(input: Input): string {
	const { kind, required } = input;
	if (kind !== "value")
		return `${required ? "you give" : "you may give"} ${KINDS[kind]}`;
	const described = [rangeOf(input), examplesOf(input)]
		.filter((text) => text !== "")
		.join(", ");
	const fallback =
		input.default === undefined
			? ""
			: `; otherwise ${describeValue(input.default)}`;
	return `${required ? "you choose" : "you may choose"}: ${described}${fallback}`;
}

/** A value as one writes it. */
export function describeValue(value: Value): string {
	return Array.isArray(value) ? value.join(", ") : String(value);
}

function rangeOf({ type, minimum, maximum }: Input): string {
	const what =
		type === "array"
			? "a list"
			: `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
	if (minimum === undefined || maximum === undefined) return what;
	return `${what} from ${minimum} to ${maximum}`;
}

function examplesOf({ values, exhaustive }: Input): string {
	if (values.length === 0) return "";
	const named = values.slice(0, MAX_EXAMPLES).map(describeValue);
	const isAll = exhaustive && values.length <= MAX_EXAMPLES;
	return isAll
		? `one of ${joinWords(named).replace(/ and /, " or ")}`
		: `such as ${joinWords(named)}`;
}
