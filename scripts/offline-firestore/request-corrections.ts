import type { google } from "@google-cloud/firestore/types/protos/firestore_v1_proto_api";
import { status } from "@grpc/grpc-js";
import { RpcError } from "./rpc-error.ts";

type Filter = google.firestore.v1.StructuredQuery.IFilter;
type StructuredQuery = google.firestore.v1.IStructuredQuery;
type Write = google.firestore.v1.IWrite;
type WriteResult = google.firestore.v1.IWriteResult;

const DOCUMENT_NAME = "__name__";
const MAX_IN_VALUES = 30;

/**
 * Words a query so that the bridge answers it as Firestore does: `orderBy(field)` leaves out documents
 * that lack the field, `!=` also leaves out nulls, and `in` takes up to 30 values.
 */
export function correctQuery(query: StructuredQuery): StructuredQuery {
	const filters: Filter[] = query.where ? [correctFilter(query.where)] : [];
	for (const order of query.orderBy ?? []) {
		const fieldPath = order.field?.fieldPath;
		if (fieldPath && fieldPath !== DOCUMENT_NAME)
			filters.push(fieldExists(fieldPath));
	}
	if (filters.length === 0) return query;
	return {
		...query,
		where: filters.length === 1 ? filters[0] : composite("AND", filters),
	};
}

function correctFilter(filter: Filter): Filter {
	if (filter.compositeFilter) {
		const { op, filters } = filter.compositeFilter;
		return composite(
			op === "OR" ? "OR" : "AND",
			(filters ?? []).map(correctFilter),
		);
	}
	const fieldFilter = filter.fieldFilter;
	const fieldPath = fieldFilter?.field?.fieldPath;
	if (!fieldFilter || !fieldPath) return filter;
	if (fieldFilter.op === "NOT_EQUAL")
		return composite("AND", [filter, unary(fieldPath, "IS_NOT_NULL")]);
	if (fieldFilter.op !== "IN") return filter;

	const values = fieldFilter.value?.arrayValue?.values ?? [];
	if (values.length === 0 || values.length > MAX_IN_VALUES) {
		throw new RpcError(
			status.INVALID_ARGUMENT,
			`'IN' takes 1 to ${MAX_IN_VALUES} values in its array.`,
		);
	}
	return composite(
		"OR",
		values.map((value) => ({
			fieldFilter: { field: { fieldPath }, op: "EQUAL", value },
		})),
	);
}

function fieldExists(fieldPath: string): Filter {
	return composite("OR", [
		unary(fieldPath, "IS_NULL"),
		unary(fieldPath, "IS_NOT_NULL"),
	]);
}

function composite(op: "AND" | "OR", filters: Filter[]): Filter {
	return { compositeFilter: { op, filters } };
}

function unary(fieldPath: string, op: "IS_NULL" | "IS_NOT_NULL"): Filter {
	return { unaryFilter: { field: { fieldPath }, op } };
}

/** Writes for the bridge, and the way back from its results to one result for each original write. */
export interface CorrectedWrites {
	writes: Write[];
	mergeResults(results: readonly WriteResult[]): WriteResult[];
}

/**
 * A set without merge starts from nothing, also for its `increment` and array transforms; the bridge
 * would apply them to the old value. Split in two, the replacement and then the transforms, they apply
 * to what the first half left.
 */
export function correctWrites(writes: readonly Write[]): CorrectedWrites {
	const corrected: Write[] = [];
	const lastIndexes: number[] = [];
	for (const write of writes) {
		if (
			replacesDocument(write) &&
			write.updateTransforms?.some(dependsOnOldValue)
		) {
			const { updateTransforms, ...replacement } = write;
			const transformOnly = {
				update: { name: write.update?.name },
				updateMask: {},
				updateTransforms,
			};
			corrected.push(replacement, transformOnly);
		} else {
			corrected.push(write);
		}
		lastIndexes.push(corrected.length - 1);
	}
	return {
		writes: corrected,
		mergeResults: (results) => lastIndexes.map((index) => results[index] ?? {}),
	};
}

function replacesDocument(write: Write): boolean {
	return Boolean(write.update) && !write.updateMask;
}

function dependsOnOldValue(
	transform: google.firestore.v1.DocumentTransform.IFieldTransform,
): boolean {
	return !transform.setToServerValue;
}
