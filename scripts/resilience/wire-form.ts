/**
 * The wire form of an event, written a second time, by hand and without the schema's library: what
 * the tests believe, against what the home does.
 */

const DAY_MS = 86_400_000;
const EARLIEST_MS = -8.64e15;
const LATEST_MS = 8.64e15;
const PEBIBYTE = 2 ** 50;

/** Whether a parsed JSON value is a valid event, apart from its age. */
export function isWireEvent(value: unknown): boolean {
	return (
		hasForm(value, EVENT) &&
		hasForm(value.operation, OPERATION) &&
		hasForm(value.metrics, METRICS) &&
		(value.context === undefined || hasForm(value.context, CONTEXT))
	);
}

/** Epoch ms of a valid timestamp; undefined of any other value. */
export function instantOf(value: unknown): number | undefined {
	if (typeof value === "number")
		return value >= EARLIEST_MS && value <= LATEST_MS
			? Math.floor(value)
			: undefined;
	if (typeof value !== "string") return undefined;
	const match =
		/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|([+-])(\d\d):(\d\d))$/.exec(
			value,
		);
	if (match === null || match[0] !== value) return undefined;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
		.slice(1, 7)
		.map(Number);
	const [offsetHour, offsetMinute] = [match[10], match[11]].map((digits) =>
		Number(digits ?? 0),
	);
	if (hour > 23 || minute > 59 || second > 59) return undefined;
	if ((offsetHour ?? 0) > 23 || (offsetMinute ?? 0) > 59) return undefined;
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
		return undefined;
	const ms = Number(`${match[7] ?? ""}000`.slice(1, 4));
	date.setUTCHours(hour, minute, second, ms || 0);
	const offsetMs = ((offsetHour ?? 0) * 60 + (offsetMinute ?? 0)) * 60_000;
	return date.getTime() - (match[9] === "-" ? -offsetMs : offsetMs);
}

type Check = (value: unknown) => boolean;

const matching =
	(pattern: RegExp): Check =>
	(value) =>
		typeof value === "string" && pattern.test(value);
const integer =
	(min: number, max: number): Check =>
	(value) =>
		Number.isInteger(value) &&
		(value as number) >= min &&
		(value as number) <= max;
const optional =
	(check: Check): Check =>
	(value) =>
		value === undefined || check(value);
const anything: Check = () => true;

const IDENTIFIER = matching(/^[A-Za-z0-9_-]{1,128}$/);
const SLUG = matching(/^[a-z0-9][a-z0-9_.-]{0,63}$/);
const FORMAT = matching(/^[a-z0-9][a-z0-9_,.+-]{0,63}$/);

type Form = Readonly<Record<string, Check>>;

const EVENT: Form = {
	id: IDENTIFIER,
	timestamp: (value) => instantOf(value) !== undefined,
	userId: matching(/^[0-9a-f]{64}$/),
	platform: matching(/^(mcp|komposteur|webapp)$/),
	operation: anything,
	metrics: anything,
	context: anything,
};

const OPERATION: Form = {
	type: SLUG,
	inputFormat: FORMAT,
	outputFormat: FORMAT,
	parameters: (value) =>
		typeof value === "string" && value.length <= 8_192 && isJsonObject(value),
	fileSize: integer(0, PEBIBYTE),
};

const METRICS: Form = {
	success: (value) => typeof value === "boolean",
	processingTime: integer(0, 7 * DAY_MS),
	errorMessage: optional(
		(value) => typeof value === "string" && value.length <= 2_000,
	),
	memoryUsage: optional(integer(0, PEBIBYTE)),
};

const CONTEXT: Form = {
	workflowType: optional(SLUG),
	sequencePosition: optional(integer(0, Number.MAX_SAFE_INTEGER)),
	batchSize: optional(integer(1, Number.MAX_SAFE_INTEGER)),
	sessionId: optional(IDENTIFIER),
};

/** Whether a value is an object of these members and no other. */
function hasForm(
	value: unknown,
	form: Form,
): value is Readonly<Record<string, unknown>> {
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return false;
	const own = value as Readonly<Record<string, unknown>>;
	return (
		Object.keys(own).every((key) => Object.hasOwn(form, key)) &&
		Object.entries(form).every(([key, check]) =>
			check(Object.hasOwn(own, key) ? own[key] : undefined),
		)
	);
}

function isJsonObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}
