import { PLATFORMS } from "../home/vocabulary";
import { DEFAULT_DAYS, MAX_RANGE_DAYS, type Range, rangeOf } from "./range";

/** What is looked at. */
export type View =
	| { readonly name: "overview" | "live" | "unknown" }
	| { readonly name: "operations"; readonly operation?: string | undefined }
	| { readonly name: "workflows"; readonly pattern?: string | undefined }
	| { readonly name: "templates"; readonly template?: string | undefined }
	| { readonly name: "errors"; readonly category?: string | undefined };

/** Everything that the address says, so that what one sees can be linked. */
export interface Place {
	readonly view: View;
	readonly range: Range;
	readonly platform?: string | undefined;
	readonly workflowType?: string | undefined;
	/** A table's column, with `-` in front if it ascends. */
	readonly sort?: string | undefined;
	/** What a table is searched for. */
	readonly search?: string | undefined;
	/** Which figure a chart shows. */
	readonly figure?: string | undefined;
	/** The operation that a flow is drawn around. */
	readonly step?: string | undefined;
}

const ARROW = "->";

/** In no operation type, and safe in addresses. */
const ARROW_IN_ADDRESS = "~";

const WORD = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

const MAX_SEARCH_LENGTH = 100;

/** Reads an address. What makes no sense in it counts as not said. */
export function parsePlace(pathname: string, search: string): Place {
	const query = new URLSearchParams(search);
	return {
		view: parseView(pathname),
		range: parseRange(query),
		platform: known(query.get("platform"), (text) =>
			(PLATFORMS as readonly string[]).includes(text),
		),
		workflowType: word(query.get("workflow")),
		sort: known(query.get("sort"), (text) =>
			/^-?[A-Za-z0-9]{1,30}$/.test(text),
		),
		search: query.get("search")?.slice(0, MAX_SEARCH_LENGTH) || undefined,
		figure: word(query.get("figure")),
		step: word(query.get("step")),
	};
}

/** The address of a place. What is as usual is left out. */
export function hrefOf(place: Place): string {
	const query = new URLSearchParams();
	if ("from" in place.range) {
		query.set("from", place.range.from);
		query.set("to", place.range.to);
	} else if (place.range.days !== DEFAULT_DAYS)
		query.set("days", String(place.range.days));
	const others = {
		platform: place.platform,
		workflow: place.workflowType,
		figure: place.figure,
		step: place.step,
		sort: place.sort,
		search: place.search,
	};
	for (const [name, value] of Object.entries(others))
		if (value) query.set(name, value);
	const text = query.toString();
	return pathOf(place.view) + (text === "" ? "" : `?${text}`);
}

/** Another view, over the same days and filters. */
export function placeOf(place: Place, view: View): Place {
	const { range, platform, workflowType } = place;
	return { view, range, platform, workflowType };
}

function parseView(pathname: string): View {
	const [, name = "", rest = "", ...more] = pathname.split("/").map(decode);
	if (more.length > 0) return { name: "unknown" };
	const item = rest === "" ? undefined : rest;
	switch (name) {
		case "":
			return { name: item === undefined ? "overview" : "unknown" };
		case "live":
			return { name: item === undefined ? "live" : "unknown" };
		case "operations":
			return { name, operation: item };
		case "workflows":
			return { name, pattern: item?.replaceAll(ARROW_IN_ADDRESS, ARROW) };
		case "templates":
			return { name, template: item };
		case "errors":
			return { name, category: item };
		default:
			return { name: "unknown" };
	}
}

function pathOf(view: View): string {
	const path = view.name === "overview" ? "/" : `/${view.name}`;
	const item = itemOf(view);
	return item === undefined ? path : `${path}/${encodeURIComponent(item)}`;
}

function itemOf(view: View): string | undefined {
	switch (view.name) {
		case "operations":
			return view.operation;
		case "workflows":
			return view.pattern?.replaceAll(ARROW, ARROW_IN_ADDRESS);
		case "templates":
			return view.template;
		case "errors":
			return view.category;
		default:
			return undefined;
	}
}

function parseRange(query: URLSearchParams): Range {
	const own = rangeOf(query.get("from") ?? "", query.get("to") ?? "");
	if (typeof own !== "string") return own;
	const days = Number(query.get("days"));
	return Number.isInteger(days) && days >= 1 && days <= MAX_RANGE_DAYS
		? { days }
		: { days: DEFAULT_DAYS };
}

function word(text: string | null): string | undefined {
	return known(text, (given) => WORD.test(given));
}

function known(
	text: string | null,
	isKnown: (text: string) => boolean,
): string | undefined {
	return text !== null && isKnown(text) ? text : undefined;
}

/** Somebody may have typed it. */
function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
