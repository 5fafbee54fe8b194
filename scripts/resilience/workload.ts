import { between, oneOf, shuffled } from "../random.ts";
import type { AnsweredVerdict } from "./answer-contract.ts";
import {
	JsonMembers,
	type JsonTree,
	textOf,
	treeOf,
	Verbatim,
} from "./json-tree.ts";
import type { OutgoingEvent } from "./reference-client.ts";
import { StoreModel } from "./store-model.ts";

const HOUR_MS = 3_600_000;

/** What a host has to report, and what must become of it whatever fails on the way. */
export interface Workload {
	readonly events: readonly OutgoingEvent[];
	/** For each event the verdicts that may be its last. */
	readonly finals: readonly (readonly AnsweredVerdict[])[];
	/** What the store must hold at the end. */
	readonly model: StoreModel;
}

const ACCEPTED: readonly AnsweredVerdict[] = [
	{ status: "stored" },
	{ status: "duplicate" },
];

/**
 * So many events of several users in a random order. One in eight is reported twice, as by a host that
 * forgot that it had done so; one in twelve is one that the home must refuse.
 */
export function makeWorkload(
	prefix: string,
	count: number,
	random: () => number,
): Workload {
	const model = new StoreModel();
	const entries: {
		event: OutgoingEvent;
		finals: readonly AnsweredVerdict[];
	}[] = [];
	for (let index = 0; index < count; index++) {
		const fields = validFields(`${prefix}-${index}`, random);
		if (random() < 1 / 12) {
			entries.push(refused(fields, random));
			continue;
		}
		model.expect(fields, undefined);
		const event = { text: () => textOf(anyForm(fields, random)) };
		entries.push({ event, finals: ACCEPTED });
		if (random() < 1 / 8) entries.push({ event, finals: ACCEPTED });
	}
	const mixed = shuffled(random, entries);
	return {
		events: mixed.map(({ event }) => event),
		finals: mixed.map(({ finals }) => finals),
		model,
	};
}

type Fields = ReturnType<typeof validFields>;

/** Ended within the last ten days, so that no clock of the tests makes it too old or future. */
function validFields(id: string, random: () => number) {
	const failed = random() < 0.2;
	return {
		id,
		timestamp: Date.now() - between(random, HOUR_MS, 240 * HOUR_MS),
		userId: String(between(random, 0, 7)).repeat(64),
		platform: oneOf(random, ["mcp", "komposteur", "webapp"]),
		operation: {
			type: oneOf(random, ["trim", "resize", "to_mp3"]),
			inputFormat: "mp4",
			outputFormat: oneOf(random, ["mp4", "mp3"]),
			parameters: JSON.stringify({ crf: between(random, 0, 51) }),
			fileSize: between(random, 0, 2 ** 30),
		},
		metrics: {
			success: !failed,
			processingTime: between(random, 0, 60_000),
			...(failed ? { errorMessage: "Conversion failed!" } : {}),
		},
		context: random() < 0.5 ? {} : { sessionId: `s${between(random, 0, 20)}` },
	};
}

function refused(fields: Fields, random: () => number) {
	const [change, code] = oneOf(random, [
		[{ platform: "fax" }, "invalid_event"],
		[{ metrics: { success: 1, processingTime: 1 } }, "invalid_event"],
		[{ receivedAt: 1 }, "invalid_event"],
		[{ timestamp: 1 }, "too_old"],
	] as const);
	const text = JSON.stringify({ ...fields, ...change });
	return {
		event: { text: () => text },
		finals: [{ status: "rejected", code }],
	};
}

/** The same content in another form: order of keys, kind of timestamp, spelling of numbers. */
function anyForm(fields: Fields, random: () => number): JsonTree {
	const { timestamp, context, ...rest } = fields;
	const contextful =
		Object.keys(context).length > 0 || random() < 0.5 ? { context } : {};
	return reordered(
		treeOf({
			...rest,
			...contextful,
			timestamp: anyInstant(timestamp, random),
		}),
		random,
	);
}

function anyInstant(epochMs: number, random: () => number): JsonTree {
	const iso = new Date(epochMs).toISOString();
	const shifted = new Date(epochMs + 2 * HOUR_MS).toISOString();
	return oneOf<JsonTree>(random, [
		epochMs,
		epochMs + 0.5,
		new Verbatim(`${epochMs}e0`),
		iso,
		iso.replace("Z", "999+00:00"),
		shifted.replace("Z", "+02:00"),
	]);
}

function reordered(tree: JsonTree, random: () => number): JsonTree {
	if (typeof tree === "number" && Number.isInteger(tree))
		return new Verbatim(`${tree}${oneOf(random, ["", ".0", "e0", "E+00"])}`);
	if (!(tree instanceof JsonMembers)) return tree;
	const members = tree.members.map(
		([key, value]) => [key, reordered(value, random)] as const,
	);
	return new JsonMembers(shuffled(random, members));
}
