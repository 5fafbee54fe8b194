import { slugOf } from "../pipeline/words.ts";
import { AnalyticsError } from "./analytics-error.ts";

/**
 * The host's own id of a user, as tracking takes it: a text, or a number.
 *
 * @throws {AnalyticsError} `invalid_argument`: hashed, anything else would be a user whom nobody knows
 */
export function askedUser(userId: unknown): string {
	if (typeof userId === "string" && userId !== "") return userId;
	if (Number.isFinite(userId)) return `${userId}`;
	throw new AnalyticsError("invalid_argument", "userId must be a text");
}

/**
 * Types of operations as slugs, as they are tracked; `undefined` for none given.
 *
 * @throws {AnalyticsError} `invalid_argument` if one is no name of an operation: it is not sent to be refused
 */
export function askedOperations(
	operations: unknown,
): readonly string[] | undefined {
	if (operations == null) return undefined;
	const isList = Array.isArray(operations);
	const types = isList
		? operations.map((type) =>
				typeof type === "string" ? slugOf(type) : undefined,
			)
		: [undefined];
	const slugs = types.filter((type) => type !== undefined);
	if (slugs.length === types.length) return slugs;
	throw new AnalyticsError(
		"invalid_argument",
		"operations must be a list of names of operations, such as trim",
	);
}
