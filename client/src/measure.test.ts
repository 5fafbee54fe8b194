import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import {
	type MeasuredOperation,
	type Measurement,
	measure,
} from "./measure.ts";
import type { TrackedOperation } from "./tracked-operation.ts";

const OPERATION: MeasuredOperation = {
	userId: "ada",
	operationType: "trim",
	parameters: { crf: 23 },
};

let tracked: TrackedOperation[] = [];

beforeEach(() => {
	tracked = [];
});

function measured<Result>(
	run: (measurement: Measurement) => Result,
	operation = OPERATION,
): Result {
	return measure(operation, run, (each) => tracked.push(each));
}

describe("a run that returns", () => {
	test("has succeeded, and its answer is the caller's", () => {
		const answer = {};
		expect(measured(() => answer)).toBe(answer);
		expect(tracked).toMatchObject([{ ...OPERATION, success: true }]);
		expect(tracked[0]?.processingTime).toBeGreaterThanOrEqual(0);
	});

	test("counts when its promise is kept, and takes as long", async () => {
		const promise = measured(async () => {
			await sleep(30);
			return 5;
		});
		expect(tracked).toEqual([]);
		expect(await promise).toBe(5);
		expect(tracked[0]?.success).toBe(true);
		expect(tracked[0]?.processingTime).toBeGreaterThanOrEqual(25);
	});

	test("may add what is known only then", () => {
		measured((measurement) => {
			measurement.add({ outputFormat: "mp3", fileSize: 7 });
			measurement.add({ fileSize: 8 });
		});
		expect(tracked).toMatchObject([
			{ ...OPERATION, outputFormat: "mp3", fileSize: 8 },
		]);
	});

	test("may have failed all the same", () => {
		measured((measurement) => measurement.fail("exit code 1"));
		expect(tracked).toMatchObject([
			{ success: false, errorMessage: "exit code 1" },
		]);
	});

	test.each([
		["nothing", undefined, ""],
		["an error", new Error("exit code 1"), "exit code 1"],
	])("may have failed by %s", (_, error, errorMessage) => {
		measured((measurement) => measurement.fail(error));
		expect(tracked).toMatchObject([{ success: false, errorMessage }]);
	});

	test("may add what cannot be read", () => {
		const broken = {
			get fileSize(): never {
				throw new Error("no");
			},
		};
		measured((measurement) => measurement.add(broken));
		expect(tracked).toMatchObject([{ ...OPERATION, success: true }]);
	});
});

describe("a run that fails", () => {
	test("throws what it threw", () => {
		const error = new RangeError("no room");
		let caught: unknown;
		try {
			measured(() => {
				throw error;
			});
		} catch (thrown) {
			caught = thrown;
		}
		expect(caught).toBe(error);
		expect(tracked).toMatchObject([
			{ success: false, errorMessage: "no room" },
		]);
	});

	test("rejects with what it rejected with", async () => {
		const error = new Error("later");
		await expect(measured(() => Promise.reject(error))).rejects.toBe(error);
		expect(tracked).toMatchObject([{ success: false, errorMessage: "later" }]);
	});

	test.each([
		["a text", "broken", "broken"],
		["nothing", undefined, "undefined"],
		["an object that cannot be read", Object.create(null), ""],
		[
			"what execa throws",
			{ message: "Command failed", stderr: "moov atom\n" },
			"Command failed\nmoov atom",
		],
		[
			"what says stderr itself",
			{ message: "failed\nmoov", stderr: "moov" },
			"failed\nmoov",
		],
		[
			"stderr as bytes",
			{ message: "failed", stderr: Buffer.from("moov") },
			"failed\nmoov",
		],
	])("says of %s what there is to say", async (_, thrown, message) => {
		const failed = measured(() => Promise.reject(thrown));
		expect(await failed.catch((error: unknown) => error)).toBe(thrown);
		expect(tracked).toMatchObject([{ success: false, errorMessage: message }]);
	});

	test("says what a real program wrote to stderr", async () => {
		const script =
			"console.error('x'.repeat(20000)); console.error('the cause'); process.exit(3)";
		const run = promisify(execFile);
		await expect(
			measured(() => run(process.execPath, ["-e", script])),
		).rejects.toMatchObject({ code: 3 });
		expect(tracked[0]?.errorMessage).toMatch(/the cause\s*$/);
	});
});

describe("what can be awaited, but is no promise of Node's own", () => {
	class Job extends Promise<string> {
		readonly pid = 5;
	}

	test("comes back as it is, and is measured", async () => {
		const job = Job.resolve("done") as Job;
		expect(measured(() => job)).toBe(job);
		await job;
		expect(tracked).toMatchObject([{ success: true }]);
	});

	test("is measured when it fails, too", async () => {
		const job = Job.reject(new Error("x")) as Job;
		expect(measured(() => job)).toBe(job);
		await expect(job).rejects.toThrow("x");
		expect(tracked).toMatchObject([{ success: false, errorMessage: "x" }]);
	});

	test("counts once, however often it settles", () => {
		const restless = {
			// biome-ignore lint/suspicious/noThenProperty: what hosts may have.
			then(kept: () => void, broken: (error: unknown) => void) {
				kept();
				broken(new Error("x"));
				kept();
			},
		};
		expect(measured(() => restless)).toBe(restless);
		expect(tracked).toMatchObject([{ success: true }]);
	});

	test("comes back even if it cannot be awaited", () => {
		const broken = {
			// biome-ignore lint/suspicious/noThenProperty: what hosts may have.
			then() {
				throw new Error("x");
			},
		};
		expect(measured(() => broken)).toBe(broken);
		expect(tracked).toMatchObject([{ success: false, errorMessage: "x" }]);
	});

	test("comes back even if it cannot be looked at", () => {
		const { proxy, revoke } = Proxy.revocable({}, {});
		revoke();
		// Compared by hand: jest would look at it.
		expect(measured(() => proxy) === proxy).toBe(true);
		expect(tracked).toMatchObject([{ success: true }]);
	});
});

test("the operation counts as it was at the beginning", async () => {
	const operation = { ...OPERATION, operationType: "trim" };
	const promise = measured(() => sleep(1), operation);
	operation.operationType = "resize";
	await promise;
	expect(tracked).toMatchObject([{ operationType: "trim" }]);
});

test("an operation that cannot be read does not keep it from running", () => {
	const broken = {
		get userId(): never {
			throw new Error("no");
		},
	} as unknown as MeasuredOperation;
	expect(measured(() => 5, broken)).toBe(5);
});

test("without anybody to tell it only runs", () => {
	const run = (measurement: Measurement) => {
		measurement.add({ fileSize: 1 });
		measurement.fail("x");
		return 5;
	};
	expect(measure(OPERATION, run, undefined)).toBe(5);
});
