import { fileURLToPath } from "node:url";
import { formatTable } from "../../demo/table.ts";
import { startOfflineFirestore } from "../../offline-firestore/server.ts";
import { bundleProgram } from "../bundle-program.ts";
import type { Outcome, Scenario } from "./simulation.ts";

const HELP = `npm run bench -- rate-limits

Plays callers against instances that share their counts over the offline Firestore
(RATE_LIMIT_STORE=firestore), on a simulated clock, and prints what that costs in document writes and
reads, and how much more than the limit comes through between two exchanges. Takes no options.
`;

/** The default of RATE_LIMIT_PER_MINUTE. */
const LIMIT = 600;
const MINUTES = 3;

const SCENARIOS: readonly Scenario[] = [
	[1, 1, 60],
	[1, 1, 6_000],
	[4, 1, 600],
	[4, 1, 6_000],
	[4, 20, 600],
	[20, 1, 6_000],
	[20, 20, 6_000],
	[50, 1, 30_000],
].map(([instances = 1, callers = 1, requestsPerMinute = 1]) => ({
	instances,
	callers,
	requestsPerMinute,
	limit: LIMIT,
	minutes: MINUTES,
}));

const COLUMNS = [
	"instances",
	"callers",
	"requests/min each",
	"writes/1,000 requests",
	"reads/1,000 requests",
	"writes/min",
	"most let through",
	"in memory",
].map((title) => ({ title, align: "right" as const }));

/** Runs the benchmark of shared limits, prints its report and returns the exit code. */
export async function runRateLimitsBench(
	parameters: readonly string[],
): Promise<number> {
	if (parameters.length > 0) {
		process.stdout.write(HELP);
		return parameters.includes("--help") ? 0 : 2;
	}
	const firestore = await startOfflineFirestore();
	process.env.FIRESTORE_EMULATOR_HOST = `${firestore.host}:${firestore.port}`;
	process.env.METADATA_SERVER_DETECTION = "none";
	const { simulate } = await loadSimulation();
	const rows: string[][] = [];
	for (const [index, scenario] of SCENARIOS.entries()) {
		const projectId = `demo-limits-${index}`;
		const outcome = await simulate(projectId, scenario);
		rows.push(rowOf(scenario, outcome, firestore.counters(projectId)));
	}
	await firestore.close();
	process.stdout.write(
		`The limit is ${LIMIT} requests a minute and caller. "in memory" is what instances that share nothing let through.\n\n${formatTable(COLUMNS, rows)}\n`,
	);
	return 0;
}

async function loadSimulation() {
	const entry = fileURLToPath(new URL("simulation.ts", import.meta.url));
	const program = await bundleProgram(entry, "rate-limits");
	return (await import(program)) as {
		simulate(projectId: string, scenario: Scenario): Promise<Outcome>;
	};
}

function rowOf(
	{ instances, callers, requestsPerMinute }: Scenario,
	{ requests, mostAdmitted }: Outcome,
	{ reads, writes }: { readonly reads: number; readonly writes: number },
): string[] {
	const perThousand = (count: number) =>
		((count / requests) * 1_000).toFixed(1);
	const share = (count: number) => `${Math.round((count / LIMIT) * 100)} %`;
	return [
		...[instances, callers, requestsPerMinute].map(String),
		perThousand(writes),
		perThousand(reads),
		(writes / MINUTES).toFixed(0),
		share(mostAdmitted),
		share(Math.min(instances * LIMIT, requestsPerMinute)),
	];
}
