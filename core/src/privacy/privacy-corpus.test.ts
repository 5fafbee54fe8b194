import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCorpus, parametersCorpus } from "../../testing/privacy-corpus";
import {
	classifyError,
	ERROR_CATEGORIES,
	sanitizeErrorMessage,
	sanitizeParameters,
} from ".";

function sanitized(parameters: string): string {
	const result = sanitizeParameters(parameters);
	if (!result.ok) throw new Error(result.reason);
	return result.parameters;
}

describe("the privacy corpus", () => {
	it("is as large as its page says", () => {
		const page = readFileSync(
			join(__dirname, "../../testing/privacy-corpus/README.md"),
			"utf8",
		);
		const counts = [...page.matchAll(/^\| `[a-z-]+\.json` \| (\d+) \|/gm)].map(
			(row) => Number(row[1]),
		);
		expect(counts).toHaveLength(5);
		expect(counts.pop()).toBe(errorCorpus.length);
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
			parametersCorpus.length,
		);
		const harvested = errorCorpus.filter(({ source }) =>
			/^FFmpeg \d\.\d$/.test(source),
		);
		expect(page).toContain(
			`(${harvested.length}) are what these versions wrote`,
		);
	});

	it.each(
		parametersCorpus.map(
			(entry) => [entry.kind, entry.parameters, entry] as const,
		),
	)(
		"keeps the technique of the %s %s and loses the rest",
		(_kind, _parameters, entry) => {
			const parameters = sanitized(entry.parameters);
			const text = entry.read(parameters);
			expect(
				entry.gone.filter(
					(part) => text.includes(part) || parameters.includes(part),
				),
			).toEqual([]);
			expect(entry.stays.filter((part) => !text.includes(part))).toEqual([]);
			expect(sanitized(parameters)).toBe(parameters);
		},
	);

	it.each(
		errorCorpus.map((entry) => [entry.source, entry.message, entry] as const),
	)("reads %s: %s", (_source, _message, entry) => {
		const text = sanitizeErrorMessage(entry.message);
		expect(entry.gone.filter((part) => text.includes(part))).toEqual([]);
		expect(entry.stays.filter((part) => !text.includes(part))).toEqual([]);
		expect(classifyError(text)).toBe(entry.category);
		expect(sanitizeErrorMessage(text)).toBe(text);
	});

	it("has errors of every category", () => {
		const seen = new Set(errorCorpus.map((entry) => entry.category));
		expect([...seen].sort()).toEqual([...ERROR_CATEGORIES].sort());
	});
});
