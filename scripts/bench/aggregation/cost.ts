/** Documents that Firestore bills for. */
export interface Documents {
	readonly reads: number;
	readonly writes: number;
	readonly deletes: number;
}

/** Documents by the id of their collection. */
export type Cost = Readonly<Record<string, Documents>>;

const NOTHING: Documents = { reads: 0, writes: 0, deletes: 0 };

/** What was billed between two readings of the counters. */
export function costBetween(before: Cost, after: Cost): Cost {
	return combine(after, before, (a, b) => a - b);
}

/** What two pieces of work cost together. */
export function addCosts(a: Cost, b: Cost): Cost {
	return combine(a, b, (left, right) => left + right);
}

/** Over all collections. */
export function totalOf(cost: Cost): Documents {
	return Object.values(cost).reduce(
		(sum, each) => ({
			reads: sum.reads + each.reads,
			writes: sum.writes + each.writes,
			deletes: sum.deletes + each.deletes,
		}),
		NOTHING,
	);
}

function combine(
	a: Cost,
	b: Cost,
	how: (left: number, right: number) => number,
): Cost {
	const names = new Set([...Object.keys(a), ...Object.keys(b)]);
	return Object.fromEntries(
		[...names].map((name) => {
			const { [name]: left = NOTHING } = a;
			const { [name]: right = NOTHING } = b;
			return [
				name,
				{
					reads: how(left.reads, right.reads),
					writes: how(left.writes, right.writes),
					deletes: how(left.deletes, right.deletes),
				},
			];
		}),
	);
}
