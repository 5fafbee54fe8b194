import indexFile from "../../../firestore.indexes.json";
import { HIT_FIELDS } from "../rate-limits/firestore-hit-counter";
import { COLLECTIONS } from "./collections";
import { ERASURE_FIELDS } from "./erasures";
import { EVENT_FIELDS } from "./event-document";
import { PACKED_FIELDS } from "./packed-documents";
import { QUERIES, type QueryShape } from "./queries";
import { SHARD_FIELDS, USER_FIELDS } from "./shard-state";
import { PATTERN_FIELDS, USAGE_DAY_FIELDS } from "./totals-documents";
import { TEMPLATE_FIELDS, TOTALS_FIELDS } from "./totals-state";

const ORDERS = { asc: "ASCENDING", desc: "DESCENDING" } as const;

/** The composite index that a query of the shape needs: what is equal first, then its order. */
function indexOf({ collection, equal, orderBy }: QueryShape) {
	return {
		collectionGroup: COLLECTIONS[collection],
		queryScope: "COLLECTION",
		fields: [
			...(equal === undefined ? [] : [{ fieldPath: equal, order: ORDERS.asc }]),
			...orderBy.map(([fieldPath, direction]) => ({
				fieldPath,
				order: ORDERS[direction],
			})),
		],
	};
}

const FIELDS: Record<keyof typeof COLLECTIONS, readonly string[]> = {
	events: EVENT_FIELDS,
	patterns: [...PATTERN_FIELDS, ...PACKED_FIELDS],
	templates: TEMPLATE_FIELDS,
	usageDays: [...USAGE_DAY_FIELDS, ...PACKED_FIELDS],
	shards: SHARD_FIELDS,
	users: [...USER_FIELDS, ...PACKED_FIELDS],
	userMonths: [...USER_FIELDS, ...PACKED_FIELDS],
	deltas: PACKED_FIELDS,
	state: TOTALS_FIELDS,
	parts: ["data", "stamp"],
	erasures: ERASURE_FIELDS,
	hits: HIT_FIELDS,
};

describe("firestore.indexes.json", () => {
	it("has an index for each query, once, and no other", () => {
		const needed = new Set(
			Object.values(QUERIES).map((shape) => JSON.stringify(indexOf(shape))),
		);
		const present = indexFile.indexes.map((index) => JSON.stringify(index));
		expect(present.sort()).toEqual([...needed].sort());
	});

	it("indexes no field by itself: neither long ones, nor those that only grow", () => {
		const exempt = indexFile.fieldOverrides.map(
			({ collectionGroup, fieldPath, indexes }) => {
				expect(indexes).toEqual([]);
				return `${collectionGroup}.${fieldPath}`;
			},
		);
		const written = Object.entries(FIELDS).flatMap(([collection, fields]) =>
			fields.map(
				(field) =>
					`${COLLECTIONS[collection as keyof typeof COLLECTIONS]}.${field}`,
			),
		);
		expect(exempt.sort()).toEqual(written.sort());
	});

	it("lets events, counts of hits and tombstones expire, and nothing else", () => {
		const expiring = indexFile.fieldOverrides.filter((field) => "ttl" in field);
		const ttl = (collectionGroup: string) => ({
			collectionGroup,
			fieldPath: "expireAt",
			ttl: true,
			indexes: [],
		});
		expect(expiring).toEqual([
			ttl("ffmpeg_operations"),
			ttl("rate_limit_hits"),
			ttl("user_erasures"),
		]);
	});
});
