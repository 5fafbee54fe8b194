import type { Locator } from "playwright-core";
import { type Days, daysOf } from "../../../dashboard/src/place/range.ts";
import type { Visitor } from "../visitor.ts";

/** A home that the demo has filled, and somebody before its page. */
export interface Stage {
	readonly visitor: Visitor;
	/** What the home answers to a path of `/api/v1`, asked without the page. */
	ask<Answer>(path: string): Promise<Answer>;
	/** Reports an operation to the home, as a host does. */
	report(event: object): Promise<void>;
}

/** The stage of the tests that run now. */
export type OnStage = () => Stage;

/** The days that a view shows which names none, or as many until today, as a query. */
export function lastDays(days = 30): string {
	return queryOf(daysOf({ days }, Date.now()));
}

/** Days as calls take them. */
export function queryOf({ start, end }: Days): string {
	return `start=${start}&end=${end}`;
}

/** A text as one reads it: hard spaces are spaces, and what only screen readers hear is left out. */
export function plain(text: string): string {
	return text.replaceAll("→ then ", " → ").replaceAll(/\s+/g, " ").trim();
}

/** The texts of what is found, in order. */
export async function textsOf(found: Locator): Promise<string[]> {
	return (await found.allTextContents()).map(plain);
}

/** A table's rows, without its head. */
export async function rowsOf(table: Locator): Promise<string[][]> {
	const rows = await table.locator("tbody tr").all();
	return Promise.all(rows.map((row) => textsOf(row.locator("th, td"))));
}

/** The steps of a pattern as the page shows them. */
export function arrows(pattern: string): string {
	return pattern.replaceAll("->", " → ");
}
