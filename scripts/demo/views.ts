import { styleText } from "node:util";
import {
	formatBytes,
	formatCount,
	formatCounts,
	formatMs,
	formatRate,
	shorten,
} from "./format.ts";
import { countStored, type Hosts } from "./host.ts";
import type { Pattern, StoredOperations, Template, Usage } from "./report.ts";
import type { ReportedRun } from "./run-chains.ts";
import { ABSENT, type Column, formatTable } from "./table.ts";

const MESSAGE_LENGTH = 76;
const SENT_LENGTH = 72;

/** What became of each host's operations, by its client's counters, and what the home lists of them. */
export function viewHosts(hosts: Hosts, found: StoredOperations): string {
	return formatTable(
		[
			...text("Host"),
			...numbers("Tracked", "Stored", "Rejected", "Kept back", "Listed"),
		],
		Object.values(hosts).map(({ platform, analytics, sent }) => {
			const counters = analytics.counters();
			const { tracked, rejected } = counters;
			const stored = countStored(counters);
			return [
				platform,
				formatCount(tracked),
				formatCount(stored),
				formatCount(rejected),
				formatCount(tracked - stored - rejected),
				formatCount(sent.filter(({ id }) => found.has(id)).length),
			];
		}),
	);
}

/** What a host knows of an operation that may be private, beside what the client let out. */
export function viewSent({ operation, event, ...run }: ReportedRun): string {
	const sent = JSON.parse(event.operation.parameters) as Parameters;
	const said: Parameters = operation.parameters ?? {};
	const show = (value: unknown) =>
		value === undefined ? ABSENT : shorten(String(value), SENT_LENGTH);
	return formatTable(text("", "In the host", "Sent"), [
		["user", show(operation.userId), show(event.userId)],
		...Object.keys(said).map((name) => [
			name,
			show(said[name]),
			show(sent[name]),
		]),
		["error", show(run.errorMessage), show(event.metrics.errorMessage)],
	]);
}

type Parameters = Readonly<Record<string, unknown>>;

/** Every operation that ran, chain by chain; the home gave the categories. */
export function viewOperations(
	runs: readonly ReportedRun[],
	found: StoredOperations,
): string {
	const rows = runs.map(({ chainIndex, chain, event }, i) => {
		const { metrics, operation, context } = event;
		const first = chainIndex !== runs[i - 1]?.chainIndex;
		return [
			first ? chain.user : " ",
			first ? chain.platform : " ",
			first ? chain.workflowType : " ",
			operation.type,
			context?.batchSize ? String(context.batchSize) : " ",
			formatMs(metrics.processingTime),
			formatBytes(metrics.memoryUsage),
			metrics.success ? styleText("green", "ok") : styleText("red", "failed"),
			metrics.success ? " " : found.get(event.id),
		];
	});
	return formatTable(
		[
			...text("User", "Platform", "Workflow", "Operation"),
			...numbers("Batch", "Time", "Peak memory"),
			...text("Result", "Category"),
		],
		rows,
	);
}

/** FFmpeg's words for each operation that failed, as they were sent: the first line, which names the cause. */
export function viewErrorMessages(runs: readonly ReportedRun[]): string {
	return formatTable(
		text("User", "Operation", "FFmpeg's words"),
		runs
			.filter(({ event }) => !event.metrics.success)
			.map(({ chain, event }) => [
				chain.user,
				event.operation.type,
				shorten(firstLine(event.metrics.errorMessage), MESSAGE_LENGTH),
			]),
	);
}

/** The patterns that people repeat, most frequent first. */
export function viewPatterns(patterns: readonly Pattern[]): string {
	return formatTable(
		[
			...text("Pattern"),
			...numbers("Times", "Sessions", "Users", "Success", "At least"),
			...numbers("Mean time"),
			...text("Template", "Sessions by workflow"),
		],
		patterns.map((pattern) => [
			pattern.pattern,
			formatCount(pattern.frequency),
			formatCount(pattern.sessionCount),
			formatCount(pattern.userCount),
			formatRate(pattern.successRate),
			formatRate(pattern.successRateLowerBound),
			formatMs(pattern.avgDuration),
			pattern.templateCandidate ? styleText("green", "yes") : "no",
			formatCounts(pattern.workflowTypes, 2),
		]),
	);
}

/** The templates, with what speaks for each. */
export function viewTemplates(templates: readonly Template[]): string {
	return formatTable(
		[
			...text("Template", "Steps", "Status"),
			...numbers("Times", "Users", "Success", "At least", "Expected time"),
			...numbers("Defaults", "Inputs", "Calls saved"),
		],
		templates.map(({ id, name, pattern, status, evidence, ...template }) => [
			name ?? id,
			pattern,
			status,
			formatCount(evidence?.frequency),
			formatCount(evidence?.userCount),
			formatRate(evidence?.successRate),
			formatRate(evidence?.successRateLowerBound),
			formatMs(template.expectedDuration),
			formatCount(countDefaults(template.steps)),
			formatCount(template.inputs?.length),
			formatCount(template.estimatedSavings?.toolCalls),
		]),
	);
}

function countDefaults(steps: Template["steps"]): number | undefined {
	return steps?.reduce(
		(sum, { parameters }) => sum + Object.keys(parameters).length,
		0,
	);
}

/** The usage report's totals in one line. */
export function viewTotals(usage: Usage): string {
	return [
		`  ${formatCount(usage.totalOperations)} operations`,
		`${formatCount(usage.uniqueUsers)} users`,
		`${formatRate(usage.successRate)} succeeded`,
		`mean ${formatMs(usage.avgProcessingTime)}`,
		`${formatCount(usage.batches?.operations)} in batches (${formatCounts(usage.batches?.byWorkflowType)})`,
	].join(" · ");
}

/** What each kind of operation costs. */
export function viewTopOperations(usage: Usage): string {
	return formatTable(
		[
			...text("Operation"),
			...numbers("Count", "Success", "Mean", "p50", "p95"),
			...numbers("Input", "Peak memory"),
		],
		(usage.topOperations ?? []).map((operation) => [
			operation.operation,
			formatCount(operation.count),
			formatRate(operation.successRate),
			formatMs(operation.avgProcessingTime),
			formatMs(operation.p50),
			formatMs(operation.p95),
			formatBytes(operation.totalBytes),
			formatBytes(operation.peakMemory),
		]),
	);
}

/** What fails, and where. */
export function viewErrors(usage: Usage): string {
	return formatTable(
		[...text("Category"), ...numbers("Times"), ...text("By operation")],
		(usage.errorAnalysis ?? []).map((error) => [
			error.category,
			formatCount(error.frequency),
			formatCounts(error.byOperation),
		]),
	);
}

/** The workflows that the time goes into. */
export function viewTopWorkflows(usage: Usage): string {
	return formatTable(
		[
			...text("Workflow"),
			...numbers("Times", "Sessions", "Mean time", "Success"),
		],
		(usage.topWorkflows ?? []).map((workflow) => [
			workflow.pattern,
			formatCount(workflow.frequency),
			formatCount(workflow.sessionCount),
			formatMs(workflow.avgDuration),
			formatRate(workflow.successRate),
		]),
	);
}

/** How the operations spread over workflow types and platforms. */
export function viewShares(usage: Usage): string {
	const kinds = [
		...(usage.workflowTypes ?? []).map(({ workflowType, ...entry }) => ({
			...entry,
			kind: "workflow",
			name: workflowType,
		})),
		...(usage.platforms ?? []).map(({ platform, ...entry }) => ({
			...entry,
			kind: "platform",
			name: platform,
		})),
	];
	return formatTable(
		[...text("Part", "Name"), ...numbers("Operations", "Share")],
		kinds.map(({ kind, name, operations, share }) => [
			kind,
			name,
			formatCount(operations),
			formatRate(share),
		]),
	);
}

function firstLine(message: string | undefined): string {
	return message?.split("\n")[0] ?? "";
}

function text(...titles: string[]): Column[] {
	return titles.map((title) => ({ title }));
}

function numbers(...titles: string[]): Column[] {
	return titles.map((title) => ({ title, align: "right" }));
}
