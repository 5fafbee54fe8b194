import {
	type CommitOutcome,
	type Day,
	FIRST_MONTH,
	type PackedDay,
	type PatternQuery,
	type PatternRecord,
	packDay,
	SettingsError,
	type TemplateRecord,
	type TotalsCommit,
	type TotalsHead,
	type TotalsRecord,
	type UsageDay,
	unpackDay,
} from "@ffmpeg-analytics/core";
import { type DocumentSnapshot, FieldValue } from "@google-cloud/firestore";
import { collectionOf, totalsReference } from "./collections";
import { SizedBatch, versionOf } from "./commit";
import { removeDelta, replaceDelta } from "./deltas";
import { DATA_FIELD } from "./packed-documents";
import { packRecord, unpackRecord } from "./packed-record";
import { QUERIES, queryById, queryOf } from "./queries";
import type { StoreContext } from "./store-context";
import { GRPC, grpcStatusOf } from "./store-errors";
import { patternFields, usageDayFields } from "./totals-documents";

/** The fields of the totals' document. */
export const TOTALS_FIELDS = ["commits", DATA_FIELD, "shardCount"] as const;

const TEMPLATE_FIELD_SET: Record<keyof TemplateRecord, true> = {
	createdAt: true,
	description: true,
	estimatedSavings: true,
	evidence: true,
	expectedDuration: true,
	id: true,
	inputs: true,
	learning: true,
	name: true,
	operations: true,
	pattern: true,
	status: true,
	steps: true,
	updatedAt: true,
	workflowType: true,
	workflowTypeReason: true,
};

/** The fields of a template's document, all of them; none is indexed by itself. */
export const TEMPLATE_FIELDS = Object.keys(TEMPLATE_FIELD_SET);

/**
 * Creates the totals at the first start, and notes the number of shards there. One read.
 *
 * @throws {SettingsError} if the database has another number of shards
 */
export async function verifyShardCount({
	firestore,
	shardCount,
}: StoreContext): Promise<void> {
	const reference = totalsReference(firestore);
	let snapshot = await reference.get();
	if (!snapshot.exists) {
		try {
			await reference.create({ commits: 0, shardCount });
			return;
		} catch (error) {
			if (grpcStatusOf(error) !== GRPC.alreadyExists) throw error;
			snapshot = await reference.get();
		}
	}
	const noted: unknown = snapshot.get("shardCount");
	if (noted !== shardCount)
		throw new SettingsError(
			`SHARD_COUNT is ${shardCount}, but this database was begun with ${noted}: which shard a user belongs to must never change`,
		);
}

/** One read. */
export async function readTotals({
	firestore,
}: StoreContext): Promise<TotalsHead> {
	const snapshot = await totalsReference(firestore).get();
	const version = versionOf(snapshot);
	const data = snapshot.get(DATA_FIELD) as string | Buffer | undefined;
	if (data === undefined) return { version, users: {} };
	return { ...(unpackRecord([data]) as TotalsRecord), version };
}

/** A read for each name. */
export async function readPatterns(
	{ firestore, documents }: StoreContext,
	names: readonly string[],
): Promise<Map<string, PatternRecord>> {
	const patterns = collectionOf(firestore, "patterns");
	const records = (await documents.read(
		names.map((name) => patterns.doc(name)),
	)) as (PatternRecord | undefined)[];
	return new Map(
		records
			.filter((record) => record !== undefined)
			.map((record) => [record.pattern, record]),
	);
}

/** A read for each day. */
export async function readUsageDays(
	context: StoreContext,
	days: readonly Day[],
): Promise<Map<Day, UsageDay>> {
	const packed = await readPackedDays(context, days);
	return new Map([...packed].map(([day, rows]) => [day, unpackDay(rows)]));
}

/** A read for each day. */
export async function readPackedDays(
	{ firestore, documents }: StoreContext,
	days: readonly Day[],
): Promise<Map<Day, PackedDay>> {
	const usageDays = collectionOf(firestore, "usageDays");
	const records = (await documents.read(
		days.map((day) => usageDays.doc(day)),
	)) as (PackedDay | undefined)[];
	return new Map(
		days.flatMap((day, index) => {
			const record = records[index];
			return record === undefined ? [] : [[day, record] as const];
		}),
	);
}

/** A write or delete for each thing that changes, and one write for the totals. */
export async function commitTotals(
	context: StoreContext,
	commit: TotalsCommit,
): Promise<CommitOutcome> {
	const { firestore, documents, commitTimeoutMs } = context;
	const { head, totals, folded = [], patterns, usageDays } = commit;
	const { version } = head;
	const batch = new SizedBatch(firestore);
	const reference = totalsReference(firestore);
	batch.advance(reference, version, {
		commits: FieldValue.increment(1),
		...(totals === undefined ? {} : { [DATA_FIELD]: packTotals(totals) }),
	});
	for (const id of folded) removeDelta(context, batch, id);
	for (const [id, left] of commit.left ?? [])
		replaceDelta(context, batch, id, left, version);
	const liveFrom = (totals ?? head).liveFrom ?? FIRST_MONTH;
	for (const [name, record] of patterns ?? []) {
		const pattern = collectionOf(firestore, "patterns").doc(name);
		if (record === undefined) documents.remove(batch, pattern);
		else {
			const fields = patternFields(record, liveFrom);
			documents.write(batch, pattern, fields, record, version);
		}
	}
	for (const [day, record] of usageDays ?? []) {
		const usageDay = collectionOf(firestore, "usageDays").doc(day);
		if (record === undefined) documents.remove(batch, usageDay);
		else {
			const fields = usageDayFields(day, record);
			documents.write(batch, usageDay, fields, packDay(record), version);
		}
	}
	for (const template of commit.templates ?? []) {
		const templates = collectionOf(firestore, "templates");
		batch.set(templates.doc(template.id), { ...template });
	}
	for (const id of commit.removedTemplates ?? [])
		batch.delete(collectionOf(firestore, "templates").doc(id));
	return batch.commitIfUnchanged(commitTimeoutMs);
}

/** A read for each pattern, at least one. */
export async function listPatterns(
	context: StoreContext,
	{ minFrequency, steps, limit, after }: PatternQuery,
): Promise<PatternRecord[]> {
	let query =
		steps === undefined
			? queryOf(context.firestore, QUERIES.frequentPatterns)
			: queryOf(context.firestore, QUERIES.frequentPatternsOfLength, steps);
	if (after !== undefined)
		query = query.startAfter(after.frequency, after.pattern);
	const { docs } = await query.endAt(minFrequency).limit(limit).get();
	return patternsOf(context, docs);
}

/** A read for each pattern, at least one. */
export async function walkPatterns(
	context: StoreContext,
	after: string | undefined,
	limit: number,
): Promise<PatternRecord[]> {
	let query = queryById(context.firestore, "patterns");
	if (after !== undefined) query = query.startAfter(after);
	const { docs } = await query.limit(limit).get();
	return patternsOf(context, docs);
}

/** A read for each template, at least one. */
export async function listTemplates({
	firestore,
}: StoreContext): Promise<TemplateRecord[]> {
	const { docs } = await queryById(firestore, "templates").get();
	return docs.map((snapshot) => snapshot.data() as TemplateRecord);
}

/** A read for each id. */
export async function readTemplates(
	{ firestore }: StoreContext,
	ids: readonly string[],
): Promise<Map<string, TemplateRecord>> {
	if (ids.length === 0) return new Map();
	const templates = collectionOf(firestore, "templates");
	const found = await firestore.getAll(...ids.map((id) => templates.doc(id)));
	return new Map(
		found
			.filter(({ exists }) => exists)
			.map((snapshot) => [snapshot.id, snapshot.data() as TemplateRecord]),
	);
}

async function patternsOf(
	{ documents }: StoreContext,
	snapshots: readonly DocumentSnapshot[],
): Promise<PatternRecord[]> {
	const records = (await documents.unpack(snapshots)) as (
		| PatternRecord
		| undefined
	)[];
	return records.filter((record) => record !== undefined);
}

/** Grows with the square of the months kept: even with ten years of them it fits into one piece. */
function packTotals(totals: TotalsRecord): unknown {
	const [data, ...rest] = packRecord(totals);
	if (rest.length > 0) throw new Error("the totals do not fit");
	return data;
}
