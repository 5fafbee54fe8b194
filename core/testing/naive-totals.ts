import type { WireEvent } from "../src/event/wire-event";

/**
 * `docs/definitions.md` written down as plainly as it can be, with nothing shared with the code that it
 * checks: everything is grouped, sorted and counted anew from all events.
 */
export interface NaivePattern {
	operations: string[];
	frequency: number;
	sessionCount: number;
	avgDuration: number;
	successRate: number;
	userCount: number;
	workflowTypes: Record<string, number>;
	/** Sessions by what `infer` says of those that carry no workflow type; absent without it. */
	inferred?: Record<string, number>;
}

type Event = WireEvent;

export function naivePatterns(
	events: readonly Event[],
	gapMs = 10 * 60_000,
	infer?: (session: readonly Event[]) => string | undefined,
): Record<string, NaivePattern> {
	const found: Record<
		string,
		{
			durations: number[];
			successes: number;
			sessions: Set<number>;
			users: Set<string>;
			types: Record<string, number>;
			inferred: Record<string, number>;
		}
	> = {};
	naiveSessions(events, gapMs).forEach((session, number) => {
		const steps: Event[][] = [];
		for (const event of session) {
			const step = steps[steps.length - 1];
			if (step && step[0]?.operation.type === event.operation.type)
				step.push(event);
			else steps.push([event]);
		}
		const type = commonest(session.map((event) => event.context.workflowType));
		const inference = type === "unspecified" ? infer?.(session) : undefined;
		for (let from = 0; from < steps.length; from++) {
			for (let length = 2; length <= 6; length++) {
				if (from + length > steps.length) continue;
				const window = steps.slice(from, from + length);
				const name = window.map((step) => step[0]?.operation.type).join("->");
				found[name] ??= {
					durations: [],
					successes: 0,
					sessions: new Set(),
					users: new Set(),
					types: {},
					inferred: {},
				};
				const pattern = found[name];
				pattern.durations.push(
					window.flat().reduce((sum, e) => sum + e.metrics.processingTime, 0),
				);
				if (window.every((step) => step[step.length - 1]?.metrics.success))
					pattern.successes++;
				if (!pattern.sessions.has(number)) {
					pattern.types[type] = (pattern.types[type] ?? 0) + 1;
					if (inference !== undefined)
						pattern.inferred[inference] =
							(pattern.inferred[inference] ?? 0) + 1;
				}
				pattern.sessions.add(number);
				pattern.users.add(session[0]?.userId ?? "");
			}
		}
	});
	return Object.fromEntries(
		Object.entries(found).map(([name, pattern]) => {
			const frequency = pattern.durations.length;
			return [
				name,
				{
					operations: name.split("->"),
					frequency,
					sessionCount: pattern.sessions.size,
					avgDuration: pattern.durations.reduce((a, b) => a + b, 0) / frequency,
					successRate: pattern.successes / frequency,
					userCount: pattern.users.size,
					workflowTypes: pattern.types,
					...(infer === undefined ? {} : { inferred: pattern.inferred }),
				},
			];
		}),
	);
}

/** All sessions, each in the order of its steps. */
export function naiveSessions(
	events: readonly Event[],
	gapMs = 10 * 60_000,
): Event[][] {
	const groups = Map.groupBy(events, (event) =>
		JSON.stringify([
			event.userId,
			event.context.sessionId ?? null,
			event.context.sessionId === undefined ? event.platform : null,
		]),
	);
	const sessions: Event[][] = [];
	for (const group of groups.values()) {
		const sorted = [...group].sort(
			(a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1),
		);
		const named = sorted[0]?.context.sessionId !== undefined;
		const pieces: Event[][] = [];
		for (const event of sorted) {
			const piece = pieces[pieces.length - 1];
			const last = piece?.[piece.length - 1];
			const idle =
				event.timestamp - event.metrics.processingTime - (last?.timestamp ?? 0);
			if (
				piece &&
				last &&
				piece.length < 1000 &&
				(named || idle <= gapMs) &&
				new Date(event.timestamp).toISOString().slice(0, 7) ===
					new Date(last.timestamp).toISOString().slice(0, 7)
			)
				piece.push(event);
			else pieces.push([event]);
		}
		for (const piece of pieces) {
			const positions = piece.map((e) => e.context.sequencePosition);
			if (named && positions.every((p) => p !== undefined)) {
				piece.sort(
					(a, b) =>
						(a.context.sequencePosition ?? 0) -
							(b.context.sequencePosition ?? 0) ||
						a.timestamp - b.timestamp ||
						(a.id < b.id ? -1 : 1),
				);
			}
			sessions.push(piece);
		}
	}
	return sessions;
}

function commonest(types: (string | undefined)[]): string {
	const counts = new Map<string, number>();
	for (const type of types)
		if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
	const ranked = [...counts].sort(
		([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1),
	);
	return ranked[0]?.[0] ?? "unspecified";
}

/** The parts of a usage report that can be counted exactly. */
export interface NaiveUsage {
	totalOperations: number;
	uniqueUsers: number;
	avgProcessingTime: number;
	successRate: number;
	byOperation: Record<string, { count: number; totalBytes: number }>;
}

export function naiveUsage(
	events: readonly Event[],
	startMs: number,
	endMs: number,
): NaiveUsage {
	const inRange = events.filter(
		(event) => event.timestamp >= startMs && event.timestamp < endMs,
	);
	const count = inRange.length;
	const byOperation = Object.fromEntries(
		[...Map.groupBy(inRange, (event) => event.operation.type)].map(
			([type, own]) => [
				type,
				{
					count: own.length,
					totalBytes: own.reduce((sum, e) => sum + e.operation.fileSize, 0),
				},
			],
		),
	);
	const sum = inRange.reduce((a, e) => a + e.metrics.processingTime, 0);
	const successes = inRange.filter((e) => e.metrics.success).length;
	return {
		totalOperations: count,
		uniqueUsers: new Set(inRange.map((event) => event.userId)).size,
		avgProcessingTime: count === 0 ? 0 : sum / count,
		successRate: count === 0 ? 0 : successes / count,
		byOperation,
	};
}
