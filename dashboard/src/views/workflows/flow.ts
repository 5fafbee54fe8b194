import type { Transitions } from "../../home/answers";

/** An operation in one column of a flow. */
export interface FlowNode {
	/** Unique: the column and the operation. */
	readonly id: string;
	readonly operation: string;
	readonly column: number;
}

/** From one column to the next. */
export interface FlowLink {
	readonly source: string;
	readonly target: string;
	/** Occurrences. */
	readonly frequency: number;
	/** Share of them in which both steps succeeded, 0 to 1. */
	readonly successRate: number;
}

/** What follows what, as a picture from left to right has it. */
export interface Flow {
	readonly nodes: readonly FlowNode[];
	readonly links: readonly FlowLink[];
	/** Occurrences that the links stand for, and those of the links that were too many. */
	readonly shown: number;
	readonly leftOut: number;
}

/** Links of a picture: more are a tangle. */
export const MAX_LINKS = 36;

/**
 * People go in circles, and a Sankey diagram cannot: so an operation stands once in each column that it
 * comes in. Around a step there are three columns, what came right before it and right after; without
 * one there are two, and each transition is one link.
 */
export function flowOf(
	transitions: Transitions["transitions"],
	step?: string,
): Flow {
	const links = transitions
		.flatMap((transition) => placesOf(transition, step))
		.sort((a, b) => b.frequency - a.frequency);
	const shown = links.slice(0, MAX_LINKS);
	return {
		nodes: nodesOf(shown),
		links: shown,
		shown: sumOf(shown),
		leftOut: sumOf(links.slice(MAX_LINKS)),
	};
}

/** The operations that the transitions know, the busiest first. */
export function stepsOf(
	transitions: Transitions["transitions"],
): readonly string[] {
	const sums = new Map<string, number>();
	for (const { from, to, frequency } of transitions)
		for (const step of [from, to])
			sums.set(step, (sums.get(step) ?? 0) + frequency);
	return [...sums].sort(([, a], [, b]) => b - a).map(([step]) => step);
}

/** Most nodes that one column has. */
export function tallestColumn({ nodes }: Flow): number {
	const counts = new Map<number, number>();
	for (const { column } of nodes)
		counts.set(column, (counts.get(column) ?? 0) + 1);
	return Math.max(0, ...counts.values());
}

function placesOf(
	{ from, to, frequency, successRate }: Transitions["transitions"][number],
	step: string | undefined,
): FlowLink[] {
	const link = (column: number) => ({
		source: idOf(column, from),
		target: idOf(column + 1, to),
		frequency,
		successRate,
	});
	if (step === undefined) return [link(0)];
	if (to === step) return [link(0)];
	return from === step ? [link(1)] : [];
}

function nodesOf(links: readonly FlowLink[]): FlowNode[] {
	const ids = new Set(links.flatMap(({ source, target }) => [source, target]));
	return [...ids].map((id) => {
		const colon = id.indexOf(":");
		return {
			id,
			column: Number(id.slice(0, colon)),
			operation: id.slice(colon + 1),
		};
	});
}

function idOf(column: number, operation: string): string {
	return `${column}:${operation}`;
}

function sumOf(links: readonly FlowLink[]): number {
	return links.reduce((sum, { frequency }) => sum + frequency, 0);
}
