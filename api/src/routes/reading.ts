import { noParameters } from "../requests/query";
import { unreadBody } from "../requests/request-body";

/** What all calls of readers have in common. */
export const READING = {
	method: "GET",
	access: "read",
	parameters: noParameters,
	query: noParameters,
	body: unreadBody,
	problems: ["unavailable"],
} as const;

/** Entries of one page, at most. */
export const MAX_LIMIT = 1_000;
