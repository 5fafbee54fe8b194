import {
	EVENT_LIMITS,
	PLATFORMS,
	wireEventSchema,
} from "@ffmpeg-analytics/core";
import fc from "fast-check";
import {
	type Conformance,
	createConformance,
	resolve,
} from "../../testing/conformance";
import { serve } from "../../testing/serve";
import type { OpenApiDocument } from "./document";

const SCHEMA = "/components/schemas/OperationEvent";

/**
 * What JSON Schema cannot say of an event: that a text holds a JSON object, and lengths in UTF-16
 * units. Whether a text is one that only the words refuse.
 */
const SAID_IN_WORDS: Readonly<Record<string, (text: string) => boolean>> = {
	"operation.parameters": (text) =>
		text.length > EVENT_LIMITS.parametersLength || !holdsObject(text),
	"metrics.errorMessage": (text) =>
		text.length > EVENT_LIMITS.errorMessageLength,
};

function holdsObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}

const EMOJI = "\u{1F600}";

const lettersOf = (letters: string, maxLength: number) =>
	fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength });

/** Numbers at and around every bound that there is. */
const numbers = fc.oneof(
	fc.constantFrom(
		0,
		-0,
		0.5,
		-1,
		1,
		1e3,
		2 ** 50,
		EVENT_LIMITS.processingTimeMs,
		Number.MAX_SAFE_INTEGER,
		EVENT_LIMITS.timestampMs,
		1e300,
		5e-324,
	),
	fc
		.tuple(
			fc.constantFrom(
				2 ** 50,
				EVENT_LIMITS.processingTimeMs,
				EVENT_LIMITS.timestampMs,
				-EVENT_LIMITS.timestampMs,
				Number.MAX_SAFE_INTEGER,
				0,
			),
			fc.integer({ min: -2, max: 2 }),
			fc.constantFrom(0, 0.5),
		)
		.map(([bound, more, fraction]) => bound + more + fraction),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.integer(),
);

const two = (max: number) =>
	fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, "0"));

/** Texts that are instants, or nearly. */
const instants = fc
	.tuple(
		fc
			.integer({ min: 0, max: 10_010 })
			.map((year) => String(year).padStart(4, "0")),
		...([two(13), two(32), two(25), two(61), two(61)] as const),
		fc.constantFrom("", ".0", ".123", ".123456789", ".", ",5"),
		fc.constantFrom(
			"Z",
			"z",
			"",
			"+00:00",
			"-00:00",
			"+23:59",
			"+24:00",
			"+0530",
		),
		fc.constantFrom("T", "T", "T", "t", " "),
	)
	.map(
		([year, month, day, hour, minute, second, fraction, zone, mark]) =>
			`${year}-${month}-${day}${mark}${hour}:${minute}:${second}${fraction}${zone}`,
	);

/** Texts around every bound of length, in code points and in UTF-16 units. */
const longTexts = fc
	.tuple(
		fc.constantFrom(
			64,
			65,
			128,
			129,
			EVENT_LIMITS.errorMessageLength,
			EVENT_LIMITS.parametersLength,
		),
		fc.integer({ min: -9, max: 1 }),
		fc.constantFrom("a", EMOJI, "0"),
		fc.constantFrom("half", "whole"),
	)
	.map(([length, more, unit, part]) =>
		unit.repeat((part === "half" ? Math.ceil(length / 2) : length) + more),
	);

const parameters = fc.oneof(
	fc.json().filter((text) => text.startsWith("{")),
	fc.constantFrom("{}", '{"crf":23}', ' {"a":[1]}\n', '{"__proto__":1}'),
	fc.constantFrom("[]", "null", "{", "", "3", "{}}", "\uFEFF{}"),
	longTexts.map((text) => `{"":"${text}"}`),
	longTexts.map((text) => `{"a":"${text.slice(0, -8)}"}`),
);

const anything = fc.oneof(
	fc.jsonValue(),
	numbers,
	instants,
	longTexts,
	parameters,
	fc.string({ unit: "binary" }),
	fc.constantFrom("trim", "mov,mp4", "A", "0".repeat(64), "\uD800", "null"),
);

const slugs = lettersOf("ab01_.-", 12).map((text) => `a${text}`);
const ids = lettersOf("aZ09_-", 128);

const REQUIRED = [
	"id",
	"timestamp",
	"userId",
	"platform",
	"operation",
	"metrics",
] as const;

const optional = { requiredKeys: [] };

const validEvents = fc.record(
	{
		id: ids,
		timestamp: fc.oneof(
			fc
				.date({ noInvalidDate: true, min: new Date(0) })
				.map((date) =>
					date.getUTCFullYear() > 9_999 ? 0 : date.toISOString(),
				),
			fc.integer({ min: 0, max: 2e12 }),
		),
		userId: fc.string({
			unit: fc.constantFrom(..."0123456789abcdef"),
			minLength: 64,
			maxLength: 64,
		}),
		platform: fc.constantFrom(...PLATFORMS),
		operation: fc.record({
			type: slugs,
			inputFormat: slugs,
			outputFormat: fc.constantFrom("unknown", "mov,mp4,m4a+x"),
			parameters: fc.constantFrom("{}", '{"crf":23}'),
			fileSize: fc.integer({ min: 0, max: 2 ** 50 }),
		}),
		metrics: fc.record(
			{
				success: fc.boolean(),
				processingTime: fc.integer({ min: 0, max: 6e8 }),
				errorMessage: fc.string({ maxLength: 30 }),
				memoryUsage: fc.integer({ min: 0, max: 2 ** 50 }),
			},
			{ requiredKeys: ["success", "processingTime"] },
		),
		context: fc.record(
			{
				workflowType: slugs,
				sequencePosition: fc.nat(),
				batchSize: fc.integer({ min: 1 }),
				sessionId: ids,
			},
			optional,
		),
	},
	{
		requiredKeys: [...REQUIRED],
	},
);

const PLACES = [
	...REQUIRED,
	"context",
	"operation.type",
	"operation.inputFormat",
	"operation.outputFormat",
	"operation.parameters",
	"operation.fileSize",
	"metrics.success",
	"metrics.processingTime",
	"metrics.errorMessage",
	"metrics.memoryUsage",
	"context.workflowType",
	"context.batchSize",
	"context.sequencePosition",
	"context.sessionId",
	"unknown",
	"operation.unknown",
	"metrics.unknown",
	"context.__proto__",
] as const;

/** What is changed of a valid event: a member gets another value, or goes. */
const changes = fc.array(
	fc.oneof(
		fc.record({ place: fc.constantFrom(...PLACES), value: anything }),
		fc.record({
			place: fc.constantFrom(...PLACES),
			value: fc.constant(undefined),
		}),
		fc.record({ place: fc.constant("timestamp"), value: instants }),
		fc.record({
			place: fc.constant("operation.parameters"),
			value: parameters,
		}),
		fc.record({ place: fc.constant("metrics.errorMessage"), value: longTexts }),
		fc.record({
			place: fc.constantFrom(
				"timestamp",
				"operation.fileSize",
				"metrics.processingTime",
				"metrics.memoryUsage",
				"context.batchSize",
				"context.sequencePosition",
			),
			value: numbers,
		}),
	),
	{ maxLength: 2 },
);

/** The event as it arrives: JSON, in which `__proto__` is a name like any other. */
function changed(
	event: unknown,
	made: readonly { place: string; value: unknown }[],
): unknown {
	const copy = JSON.parse(JSON.stringify(event));
	for (const { place, value } of made) {
		const path = place.split(".");
		const name = path.pop() ?? "";
		const [group] = path;
		const target = group === undefined ? copy : copy[group];
		if (typeof target !== "object" || target === null) continue;
		Object.defineProperty(target, name, {
			value,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	}
	return JSON.parse(JSON.stringify(copy));
}

const valueAt = (event: unknown, path: string): unknown =>
	path
		.split(".")
		.reduce<unknown>(
			(value, name) => (value as Record<string, unknown>)[name],
			event,
		);

describe("the document's event and the one that ingest takes", () => {
	let document: OpenApiDocument;
	let conformance: Conformance;
	beforeEach(async () => {
		const home = await serve();
		const { json } = await home.call("/api/v1/openapi.json");
		document = json as OpenApiDocument;
		conformance = createConformance(document);
	});

	it("are the same but for what the document says in words", () => {
		const seen = { valid: 0, invalid: 0, inWords: 0 };
		fc.assert(
			fc.property(validEvents, changes, (valid, made) => {
				const event = changed(valid, made);
				const isDocumented = conformance.isValid(SCHEMA, event);
				const { error } = wireEventSchema.safeParse(event);
				if (error === undefined) {
					seen.valid++;
					expect(isDocumented).toBe(true);
				} else if (!isDocumented) seen.invalid++;
				else {
					seen.inWords++;
					for (const { path } of error.issues) {
						const at = path.join(".");
						expect(Object.keys(SAID_IN_WORDS)).toContain(at);
						expect(SAID_IN_WORDS[at]?.(String(valueAt(event, at)))).toBe(true);
					}
				}
			}),
			{ numRuns: 3_000 },
		);
		// Each of the three is met often enough for the agreement to mean something.
		expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(300);
		expect(seen.inWords).toBeGreaterThan(20);
	});

	it("takes whatever is valid, unchanged", () => {
		fc.assert(
			fc.property(validEvents, (event) => {
				expect(conformance.isValid(SCHEMA, event)).toBe(true);
			}),
		);
	});

	it.each(Object.keys(SAID_IN_WORDS))("says in words what %s is", (place) => {
		const pointer = `${SCHEMA}/properties/${place.replace(".", "/properties/")}`;
		const { description } = resolve(document, pointer);
		expect(description).toContain("UTF-16 units");
		if (place === "operation.parameters")
			expect(description).toContain("holds a JSON object");
	});

	it("refuses by itself what is too long in code points", () => {
		const event = {
			id: "a",
			timestamp: 0,
			userId: "0".repeat(64),
			platform: "mcp",
			operation: {
				type: "trim",
				inputFormat: "mp4",
				outputFormat: "mp4",
				parameters: "{}",
				fileSize: 1,
			},
			metrics: { success: false, processingTime: 1, errorMessage: "" },
		};
		const withMessage = (errorMessage: string) =>
			conformance.isValid(SCHEMA, {
				...event,
				metrics: { ...event.metrics, errorMessage },
			});
		const { errorMessageLength } = EVENT_LIMITS;
		expect(withMessage(EMOJI.repeat(errorMessageLength))).toBe(true);
		expect(withMessage(EMOJI.repeat(errorMessageLength + 1))).toBe(false);
	});
});
