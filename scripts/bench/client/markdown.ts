import {
	type ContenderName,
	PEER_PACKAGES,
	type PeerName,
	TITLES,
} from "./contenders/contender.ts";
import type { Report } from "./report.ts";
import type { Results } from "./results.ts";
import type { Cost } from "./sections/cost.ts";
import { SCENARIOS } from "./sections/failures.ts";

/** The table of the client's README: a column a library, a row a measure; nothing is left out where it loses. */
export function formatMarkdown({ results, versions }: Report): string {
	const contenders = columnsOf(results);
	const rows = rowsOf(results).map(({ title, cellOf }) => [
		title,
		...contenders.map((contender) => cellOf(contender) ?? "-"),
	]);
	const head = contenders.map((contender) => headingOf(contender, versions));
	const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
	return [
		line(["", ...head]),
		line(["---", ...head.map(() => "---:")]),
		...rows.map(line),
		"",
		`This client ${versions[CLIENT_PACKAGE]}, Node ${versions.node}. ${NOTE}`,
		"",
	].join("\n");
}

const CLIENT_PACKAGE = "@ffmpeg-analytics/client";
const NOTE =
	"Sent again: an event that the service has already; those that know ids store it once.";

const ORDER: readonly ContenderName[] = [
	"ours-spool",
	"ours",
	...(Object.keys(PEER_PACKAGES) as PeerName[]),
];

/** Those who are in any section. */
function columnsOf(results: Results): ContenderName[] {
	const measured = new Set(
		[
			...(results.cost ?? []),
			...(results.delivery ?? []),
			...(results.failures ?? []),
			...(results.exit?.exits ?? []),
			...(results.memory ?? []),
			...(results.install ?? []),
		].map(({ contender }) => contender),
	);
	return ORDER.filter((contender) => measured.has(contender));
}

function headingOf(
	contender: ContenderName,
	versions: Report["versions"],
): string {
	const version = versions[TITLES[contender]];
	return version === undefined
		? TITLES[contender]
		: `${TITLES[contender]} ${version}`;
}

interface Row {
	readonly title: string;
	readonly cellOf: (contender: ContenderName) => string | undefined;
}

function rowsOf(results: Results): Row[] {
	return [
		...costRows(results),
		...deliveryRows(results),
		...failureRows(results),
		...exitRows(results),
		...row(
			results.memory,
			"memory, sink down, MB (calls)",
			(each) => `${each.residentMb.toFixed(0)} (${whole(each.calls)})`,
		),
		...installRows(results),
	];
}

/** What a call costs without any of them is in the titles. */
function costRows({ cost }: Results): Row[] {
	const bare = cost?.find(({ contender }) => contender === "array");
	const beside = (figure: keyof Cost, digits: number) =>
		bare === undefined
			? ""
			: ` (push on an array ${Number(bare[figure]).toFixed(digits)})`;
	return [
		...row(cost, `a call, mean us${beside("meanUs", 1)}`, (each) =>
			each.meanUs.toFixed(1),
		),
		...row(cost, `a call, p99 us${beside("p99Us", 1)}`, (each) =>
			each.p99Us.toFixed(1),
		),
		...row(
			cost,
			`event loop held up by 10,000 calls, ms${beside("delayMs", 0)}`,
			(each) => each.delayMs.toFixed(0),
		),
	];
}

/** The same with a data folder and without. */
function installRows({ install }: Results): Row[] {
	const measured = install?.flatMap((each) =>
		each.contender === "ours"
			? [each, { ...each, contender: "ours-spool" as const }]
			: [each],
	);
	return [
		...row(
			measured,
			"packages, MB",
			(each) => `${each.packages}, ${each.megabytes.toFixed(2)}`,
		),
		...row(measured, "import, ms", (each) => each.importMs.toFixed(0)),
	];
}

/** Peers once as they are, and once tuned. */
function deliveryRows({ delivery }: Results): Row[] {
	const count = whole(delivery?.[0]?.events ?? 0);
	const asTheyAre = delivery?.filter(({ tuned }) => !tuned);
	const best = delivery?.filter(
		(each) =>
			each.tuned ||
			!delivery.some(
				({ contender, tuned }) => tuned && contender === each.contender,
			),
	);
	const floor = delivery?.find(({ contender }) => contender === "floor");
	return [
		...row(asTheyAre, `${count} events, default settings, ms`, (each) =>
			each.stored < each.events
				? `${whole(each.events - each.stored)} missing`
				: whole(each.durationMs),
		),
		...row(
			best,
			`the same, tuned, ms (floor ${whole(floor?.durationMs ?? Number.NaN)})`,
			(each) =>
				each.stored < each.events
					? `${whole(each.events - each.stored)} missing`
					: whole(each.durationMs),
		),
		...row(
			best,
			`bytes an event (floor ${floor?.bytesAnEvent.toFixed(0)})`,
			(each) => each.bytesAnEvent.toFixed(0),
		),
		...row(
			best,
			`CPU us an event (floor ${floor?.cpuUsAnEvent.toFixed(0)})`,
			(each) => each.cpuUsAnEvent.toFixed(0),
		),
	];
}

/** Of each scenario what is lost, what came again, and how long shutdown took. */
function failureRows({ failures }: Results): Row[] {
	return SCENARIOS.flatMap(({ name }) =>
		row(
			failures?.filter(({ scenario }) => scenario === name),
			`sink ${name}: lost / sent again / shutdown s`,
			(each) =>
				[
					whole(each.events - each.stored),
					whole(each.arrivedAgain + each.storedTwice),
					each.shutdownMs === undefined
						? "never"
						: (each.shutdownMs / 1_000).toFixed(1),
				].join(" / "),
		),
	);
}

function exitRows({ exit }: Results): Row[] {
	return [
		...row(exit?.exits, "`process.exit()` after 100 calls: arrive", (each) =>
			whole(each.stored),
		),
		...row(
			exit?.kills,
			"`SIGKILL`: lost of tracked (oldest, ms)",
			(each) =>
				`${whole(each.lost)} of ${whole(each.tracked)} (${whole(each.oldestLostMs)})`,
		),
	];
}

/** None where nothing was measured. */
function row<Figures extends { readonly contender: ContenderName }>(
	measured: readonly Figures[] | undefined,
	title: string,
	format: (figures: Figures) => string,
): Row[] {
	if (measured === undefined || measured.length === 0) return [];
	return [
		{
			title,
			cellOf(contender) {
				const figures = measured.find((each) => each.contender === contender);
				return figures && format(figures);
			},
		},
	];
}

function whole(value: number): string {
	return Math.round(value).toLocaleString("en-US");
}
