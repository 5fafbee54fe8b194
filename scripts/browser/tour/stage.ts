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

/** The stage of a home that asks for nothing but, where it is given, this credential. */
export function openStage(
	visitor: Visitor,
	origin: string,
	{ readToken, ingestKey }: StageKeys = {},
): Stage {
	const bearer = (key: string | undefined): Record<string, string> =>
		key === undefined ? {} : { Authorization: `Bearer ${key}` };
	const answerOf = async (path: string, init: RequestInit) => {
		const answer = await fetch(origin + path, init);
		if (!answer.ok)
			throw new Error(
				`${path} answered ${answer.status}: ${await answer.text()}`,
			);
		return answer.json();
	};
	return {
		visitor,
		ask: (path) => answerOf(`/api/v1${path}`, { headers: bearer(readToken) }),
		report: async (event) => {
			await answerOf("/logOperation", {
				method: "POST",
				headers: { "Content-Type": "application/json", ...bearer(ingestKey) },
				body: JSON.stringify(event),
			});
		},
	};
}

/** What a stage's home is shown. */
export interface StageKeys {
	readonly readToken?: string;
	readonly ingestKey?: string;
}
