import type {
	HiddenKind,
	ParameterValue,
	SeenParameter,
	SeenParameters,
} from "./flat-parameters";

/** Bounds and thresholds of learning. */
export const LEARNING = {
	/** The share of the occurrences that a default must have. */
	defaultShare: 0.8,
	/** Parameters learned of a step; those that most users have come first. */
	parametersPerStep: 24,
	/** Values listed of a parameter that varies. */
	valuesPerParameter: 8,
	/** Users who must meet a bound before it is taken for one: what one has seen is chance. */
	usersPerBound: 2,
} as const;

/** What one occurrence did in one step. */
export interface SampledStep {
	readonly userId: string;
	readonly parameters: SeenParameters;
}

/** The type of a parameter that varies, in the words of JSON Schema. */
export type ParameterType =
	| "integer"
	| "number"
	| "boolean"
	| "string"
	| "array";

/** What was learned of one parameter of a step. Every value in it was used by enough users. */
export interface LearnedParameter {
	readonly parameter: string;
	/** Present where enough share it. */
	readonly default?: ParameterValue;
	/** Absent where all do the same. */
	readonly variation?: Variation;
}

/** What is known of a parameter that is not always the same. */
export interface Variation {
	readonly type: ParameterType;
	/** What the values were, where they are not shown. */
	readonly hidden?: HiddenKind;
	/** True if every occurrence had it and none of the values is the default. */
	readonly required: boolean;
	/** The least and the greatest that was seen, of numbers, each where enough users met it. */
	readonly minimum?: number;
	readonly maximum?: number;
	/** The commonest first; of arrays none. */
	readonly values: readonly ParameterValue[];
	/** True if nothing but `values` was seen, each from several users: then they are a vocabulary. */
	readonly exhaustive: boolean;
}

/**
 * Learns the parameters of a step from how occurrences did it, by name.
 *
 * **Shares are over users**: each user's occurrences together weigh as much as any other's, so that
 * nobody makes a default by repeating himself.
 *
 * **No value, and no parameter's name, that fewer than `minUsers` distinct users had comes out of
 * this**: not as a default, not among the values, not as an end of a range.
 */
export function learnParameters(
	samples: readonly SampledStep[],
	minUsers: number,
): LearnedParameter[] {
	const { weights, one } = weightsOf(samples);
	const everybody = weights.size * one;
	const sums = new Map<string, ParameterSum>();
	for (const { userId, parameters } of samples) {
		const weight = weights.get(userId) ?? 0;
		for (const [parameter, seen] of parameters) {
			let sum = sums.get(parameter);
			if (sum === undefined) {
				sum = { ...emptyCount(), values: new Map(), hidden: new Map() };
				sums.set(parameter, sum);
			}
			count(sum, userId, weight);
			count(outcomeOf(sum, seen), userId, weight);
		}
	}
	return [...sums]
		.filter(([, { users }]) => users.size >= minUsers)
		.sort(([a, x], [b, y]) => y.users.size - x.users.size || byAscii(a, b))
		.slice(0, LEARNING.parametersPerStep)
		.sort(([a], [b]) => byAscii(a, b))
		.map(([parameter, sum]) => describe(parameter, sum, everybody, minUsers));
}

interface Count {
	readonly users: Set<string>;
	/** Of its occurrences together, a whole number. */
	weight: number;
}

interface ValueCount extends Count {
	readonly value: ParameterValue;
}

interface ParameterSum extends Count {
	/** By the value's JSON, which tells 1 from "1". */
	readonly values: Map<string, ValueCount>;
	readonly hidden: Map<HiddenKind, Count>;
}

/**
 * The weight of one occurrence of each user, where all of a user's together weigh `one`.
 *
 * `one` is a common multiple of everybody's counts, so that weights are whole numbers and equal
 * shares are equal sums, in whatever order they are added. Few occurrences are learned from one
 * user ({@link MAX_OCCURRENCES_PER_USER}), hence `one` is small.
 */
function weightsOf(samples: readonly SampledStep[]): {
	weights: Map<string, number>;
	one: number;
} {
	const occurrences = new Map<string, number>();
	for (const { userId } of samples)
		occurrences.set(userId, (occurrences.get(userId) ?? 0) + 1);
	const one = [...occurrences.values()].reduce(leastCommonMultiple, 1);
	const weights = new Map(
		[...occurrences].map(([user, count]) => [user, one / count]),
	);
	return { weights, one };
}

function leastCommonMultiple(a: number, b: number): number {
	return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function emptyCount(): Count {
	return { users: new Set(), weight: 0 };
}

function count(target: Count, userId: string, weight: number): void {
	target.users.add(userId);
	target.weight += weight;
}

function outcomeOf(sum: ParameterSum, seen: SeenParameter): Count {
	if (seen.hidden !== undefined) {
		const outcome = sum.hidden.get(seen.hidden) ?? emptyCount();
		sum.hidden.set(seen.hidden, outcome);
		return outcome;
	}
	const key = JSON.stringify(seen.value);
	const outcome = sum.values.get(key) ?? { ...emptyCount(), value: seen.value };
	sum.values.set(key, outcome);
	return outcome;
}

function describe(
	parameter: string,
	sum: ParameterSum,
	everybody: number,
	minUsers: number,
): LearnedParameter {
	const shared = [...sum.values.values()]
		.filter(({ users }) => users.size >= minUsers)
		.sort(commonestFirst);
	const preferred = shared.find(
		({ weight }) => weight / everybody >= LEARNING.defaultShare,
	);
	const isAlwaysThere = sum.weight === everybody;
	const isFixed =
		preferred !== undefined &&
		isAlwaysThere &&
		sum.values.size + sum.hidden.size === 1;
	return {
		parameter,
		...(preferred === undefined ? {} : { default: preferred.value }),
		...(isFixed
			? {}
			: {
					variation: {
						required: isAlwaysThere && preferred === undefined,
						...variationOf(sum, shared, preferred !== undefined, minUsers),
					},
				}),
	};
}

function variationOf(
	sum: ParameterSum,
	shared: readonly ValueCount[],
	hasDefault: boolean,
	minUsers: number,
): Omit<Variation, "required"> {
	const [hidden] = [...sum.hidden].sort(
		([kindA, a], [kindB, b]) => b.weight - a.weight || byAscii(kindA, kindB),
	);
	const all = [...sum.values.values()];
	// Where most give a text of their own, what others gave says nothing.
	const isHidden =
		hidden !== undefined &&
		(all.length === 0 || hidden[1].weight * 2 >= sum.weight);
	if (isHidden && !hasDefault)
		return { type: "string", hidden: hidden[0], values: [], exhaustive: false };
	const type = typeOf(all.map(({ value }) => value));
	// Stores do not hold lists of lists.
	const values = (type === "array" ? [] : shared)
		.slice(0, LEARNING.valuesPerParameter)
		.map(({ value }) => value);
	const boundUsers = Math.max(minUsers, LEARNING.usersPerBound);
	return {
		type,
		...(hidden === undefined ? rangeOf(all, type, boundUsers) : {}),
		values,
		exhaustive:
			hidden === undefined &&
			values.length === all.length &&
			all.every(({ users }) => users.size >= boundUsers),
	};
}

function rangeOf(
	counts: readonly ValueCount[],
	type: ParameterType,
	boundUsers: number,
): { minimum?: number; maximum?: number } {
	if (type !== "integer" && type !== "number") return {};
	const numbers = counts as readonly (ValueCount & { value: number })[];
	const ascending = [...numbers].sort((a, b) => a.value - b.value);
	const [least, greatest] = [ascending[0], ascending.at(-1)];
	const isBound = (end: ValueCount | undefined) =>
		end !== undefined && end.users.size >= boundUsers;
	return {
		...(isBound(least) ? { minimum: least?.value as number } : {}),
		...(isBound(greatest) ? { maximum: greatest?.value as number } : {}),
	};
}

/** The type that all values have; texts where they have several. */
function typeOf(values: readonly ParameterValue[]): ParameterType {
	if (values.every((value) => Number.isSafeInteger(value))) return "integer";
	if (values.every((value) => typeof value === "number")) return "number";
	if (values.every((value) => typeof value === "boolean")) return "boolean";
	if (values.every((value) => Array.isArray(value))) return "array";
	return "string";
}

function commonestFirst(a: ValueCount, b: ValueCount): number {
	return (
		b.users.size - a.users.size ||
		b.weight - a.weight ||
		byAscii(JSON.stringify(a.value), JSON.stringify(b.value))
	);
}

function byAscii(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
