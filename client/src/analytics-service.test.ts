import { openTestHome, type TestHome } from "../testing/test-home.ts";
import { AnalyticsService } from "./analytics-service.ts";

const DAY_MS = 86_400_000;
const CHAIN = ["trim", "resize", "to_mp3"];

/** Those of this process must not reach the service. */
const VARIABLES = Object.keys(process.env).filter((name) =>
	/^(ANALYTICS_|FIREBASE_ENDPOINT|DO_NOT_TRACK)/.test(name),
);
for (const name of VARIABLES) delete process.env[name];

let home: TestHome;

beforeAll(async () => {
	home = await openTestHome();
});

afterAll(() => home.close());

const openService = (more: object = {}) =>
	new AnalyticsService({
		platform: "komposteur",
		endpoint: home.url,
		salt: "the salt of the tests",
		notice: false,
		...more,
	});

test("what is tracked and measured comes to the home, and back in its reports", async () => {
	const analytics = openService();
	const now = Date.now();
	for (let chain = 0; chain < 6; chain++) {
		const session = analytics.session({ workflowType: "podcast" });
		for (const [step, operationType] of CHAIN.entries()) {
			session.trackFfmpegOperation({
				userId: "ada",
				operationType,
				parameters: { crf: 20 + step, input: "/home/ada/film.mp4" },
				processingTime: 1_000,
				success: true,
				inputFormat: "mp4",
				fileSize: 5_000_000,
				timestamp: now - 3_600_000 * (chain + 1) + step * 2_000,
			});
		}
	}
	const failed = analytics.measure(
		{ userId: "bob", operationType: "concat" },
		async () => {
			throw new Error("moov atom not found");
		},
	);
	await expect(failed).rejects.toThrow("moov atom");
	await analytics.flush();
	expect(analytics.counters()).toMatchObject({
		tracked: 19,
		stored: 19,
		invalid: 0,
		rejected: 0,
	});
	await home.runJob("aggregate");
	await home.runJob("templates");

	const usage = await analytics.generateUsageReport(
		new Date(now - DAY_MS),
		new Date(now + DAY_MS).toISOString(),
	);
	expect(usage).toMatchObject({
		uniqueUsers: 2,
		platforms: [expect.objectContaining({ platform: "komposteur" })],
	});
	const candidates = await analytics.getTemplateCandidates();
	expect(candidates.map(({ pattern }) => pattern)).toEqual([CHAIN.join("->")]);
	expect(candidates[0]).toMatchObject({ frequency: 6, sessionCount: 6 });
	const identified = await analytics.identifyOperationSequence("ada", [
		"Trim",
		"resize",
		"to mp3",
	]);
	expect(identified).toMatchObject({
		pattern: { pattern: CHAIN.join("->") },
		templateId: expect.any(String),
	});
	await analytics.shutdown();
});

test("a session that is named goes by its name's hash, wherever the name comes from", async () => {
	const analytics = openService();
	const operation = {
		userId: "eve",
		operationType: "scale",
		processingTime: 1,
		success: true,
	};
	const session = analytics.session({ name: "job 7" });
	session.trackFfmpegOperation(operation);
	analytics.trackFfmpegOperation({
		...operation,
		workflowContext: { sessionId: session.id },
	});
	await analytics.shutdown();
	const sessions = (await home.operations())
		.filter((each) => each.operation.type === "scale")
		.map(({ context }) => context.sessionId);
	expect(sessions).toEqual([sessions[0], sessions[0]]);
	expect(sessions[0]).toMatch(/^[0-9a-f]{64}$/);
});

test("what tracks may be passed on without its service", () => {
	const analytics = openService({ endpoint: undefined });
	const { trackFfmpegOperation, measure } = analytics;
	const operation = { userId: "ada", operationType: "trim" };
	trackFfmpegOperation({ ...operation, processingTime: 1, success: true });
	expect(measure(operation, () => 5)).toBe(5);
	expect(analytics.counters().tracked).toBe(2);
});

test("a service behind a Proxy does the same", async () => {
	const analytics = new Proxy(openService(), {});
	analytics.session().trackFfmpegOperation({
		userId: "ada",
		operationType: "trim",
		processingTime: 1,
		success: true,
	});
	await analytics.flush();
	expect(analytics.counters()).toMatchObject({ tracked: 1, invalid: 0 });
	await analytics.shutdown();
});

test("counters are a snapshot", () => {
	const analytics = openService({ endpoint: undefined });
	const before = analytics.counters();
	analytics.trackFfmpegOperation({
		userId: "ada",
		operationType: "trim",
		processingTime: 1,
		success: true,
	});
	expect(before.tracked).toBe(0);
	expect(analytics.counters().tracked).toBe(1);
});

describe("reports", () => {
	test.each([
		["where somebody has opted out", { enabled: false }, "off"],
		["where there is no home", { endpoint: undefined }, "no_endpoint"],
	])("reject %s, and say so", async (_, options, code) => {
		const analytics = openService(options);
		const asked = [
			analytics.identifyOperationSequence("ada", ["trim"]),
			analytics.generateUsageReport("2026-11-01", "2026-12-01"),
			analytics.getTemplateCandidates(),
		];
		for (const report of asked)
			await expect(report).rejects.toMatchObject({
				name: "AnalyticsError",
				code,
			});
		await analytics.shutdown();
	});

	test.each([
		[{}, ["trim"]],
		["", ["trim"]],
		[Symbol("ada"), ["trim"]],
		["ada", "trim"],
		["ada", [5]],
		["ada", ["/home/ada/film.mp4"]],
	])("reject %p with %p before anybody is asked", async (user, operations) => {
		const analytics = openService();
		await expect(
			analytics.identifyOperationSequence(user as never, operations as never),
		).rejects.toMatchObject({
			name: "AnalyticsError",
			code: "invalid_argument",
			status: undefined,
		});
		await analytics.shutdown();
	});
});
