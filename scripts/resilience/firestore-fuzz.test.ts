import fc from "fast-check";
import { faultsOf, jsonOf, verdictsOf } from "./answer-contract.ts";
import { anyDocument, mixedBatch } from "./document-arbitrary.ts";
import { everyChange } from "./event-arbitrary.ts";
import { expectedAnswer, interpret } from "./expected-answer.ts";
import { type FirestoreHome, openFirestoreHome } from "./firestore-home.ts";
import { reportsOf } from "./home-reports.ts";
import { inBatches } from "./in-batches.ts";
import { textOf } from "./json-tree.ts";
import { StoreModel } from "./store-model.ts";

/** How much is sent, against what a run of the tests has time for: 1. */
const SCALE = Number(process.env.FUZZ_SCALE ?? 1);

/** The same seed sends the same requests, apart from their times and ids. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

jest.setTimeout(120_000 + 60_000 * SCALE);

/** What another store makes of the same values: text that UTF-8 cannot hold, numbers, names. */
describe(`the Firebase home's app under fuzz (FUZZ_SEED=${SEED})`, () => {
	const model = new StoreModel();
	let home: FirestoreHome;
	let drawn = 0;

	beforeAll(async () => {
		process.stdout.write(`FUZZ_SEED=${SEED} FUZZ_SCALE=${SCALE}\n`);
		home = await openFirestoreHome(0);
	});
	afterAll(() => home.close());
	afterEach(() => expect(home.complaints()).toEqual([]));

	const post = async (text: string) => {
		const body = Buffer.from(text);
		const meaning = interpret(body);
		const response = await fetch(`${home.url}/logOperation`, {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				Authorization: `Bearer ${home.key}`,
			},
			body,
		});
		const answer = {
			status: response.status,
			headers: new Map(response.headers),
			body: Buffer.from(await response.arrayBuffer()),
		};
		expect(faultsOf(answer)).toEqual([]);
		const sent = meaning.kind === "batch" ? meaning.events.length : "one";
		const { status } = answer;
		expect({
			status,
			verdicts: status === 200 ? verdictsOf(answer, sent) : undefined,
			code: status === 200 ? undefined : jsonOf(answer.body.toString())?.code,
		}).toEqual(expectedAnswer(meaning, model));
	};

	it("knows both sides of every bound of every field", async () => {
		const texts = everyChange().map((make, index) =>
			textOf(make(`e-${index}`)),
		);
		const readable = texts.filter((text) => jsonOf(text) !== undefined);
		for (const batch of inBatches(readable, 2 ** 19))
			await post(`{"events":[${batch.join()}]}`);
	});

	it.each([
		["any body", anyDocument],
		["any mix of events", mixedBatch],
	])("answers %s as the definitions say", async (_, documents) => {
		await fc.assert(
			fc.asyncProperty(documents, (make) =>
				post(textOf(make(`run-${drawn++}`))),
			),
			{ numRuns: Math.ceil(200 * SCALE), seed: SEED, endOnFailure: true },
		);
	});

	it("has stored exactly what it acknowledged, each once, in the wire form", async () => {
		const operations = await reportsOf(home.url, home.key).operations();
		expect(model.faultsOf(operations).slice(0, 20)).toEqual([]);
		expect(operations.length).toBeGreaterThan(500);
	});
});
