/** A call that a view of the dashboard makes. */
export interface Call {
	readonly name: string;
	/** Path and query. */
	readonly path: string;
}

const YEAR_DAYS = 365;
const MONTH_DAYS = 30;

/** The calls of all views, of the time before a UTC day and of the most frequent sequence. */
export function callsOf(end: string, pattern: string): Call[] {
	const [operation = ""] = pattern.split("->");
	const year = `start=${daysBefore(end, YEAR_DAYS)}&end=${end}`;
	const month = `start=${daysBefore(end, MONTH_DAYS)}&end=${end}`;
	const mcp = "platform=mcp";
	const calls: readonly [name: string, path: string][] = [
		["usage, 365 days", `usage?${year}`],
		["usage, 30 days", `usage?${month}`],
		["usage, 365 days of one platform", `usage?${year}&${mcp}`],
		["usage, 30 days of one platform", `usage?${month}&${mcp}`],
		["one operation", `usage/operations/${operation}?${year}`],
		["errors", `usage/errors?${year}`],
		["errors of one operation", `usage/errors?${year}&operation=${operation}`],
		["daily, by platform", `usage/daily?${year}&by=platform`],
		["daily, by operation", `usage/daily?${year}&by=operation&limit=20`],
		["transitions", `transitions?${year}`],
		["transitions, 30 days of one platform", `transitions?${month}&${mcp}`],
		["transitions, all that there can be", `transitions?${year}&limit=500`],
		["sequences", "sequences?limit=100"],
		["sequences, candidates", "sequences?candidates=true&limit=100"],
		["one sequence", `sequences/${encodeURIComponent(pattern)}`],
		["templates", "templates"],
		["operations", "operations?limit=50"],
		["operations that failed", "operations?limit=50&outcome=failed"],
		["operations, none matches", "operations?limit=50&operation=nobody_does"],
	];
	return calls.map(([name, path]) => ({ name, path: `/api/v1/${path}` }));
}

function daysBefore(day: string, days: number): string {
	return new Date(Date.parse(day) - days * 86_400_000)
		.toISOString()
		.slice(0, 10);
}
