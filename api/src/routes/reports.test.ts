import {
	type DailyQuery,
	type ErrorQuery,
	mcpDefinitionOf,
	type OperationsQuery,
	type SequenceQuery,
	type TransitionsQuery,
	type UsageQuery,
} from "@ffmpeg-analytics/core";
import {
	fakeAnalytics,
	storedEvent,
	templateRecord,
} from "../../testing/fake-analytics";
import { type Received, serve } from "../../testing/serve";

/** Serves an app that tells what it asked core for. */
async function spy() {
	const asked: unknown[] = [];
	const tell = async (query: unknown) => {
		asked.push(query);
		return {} as never;
	};
	const home = await serve({
		analytics: fakeAnalytics({
			usage: async (query) => {
				asked.push(query);
				return { totalOperations: 1 } as never;
			},
			sequences: async (query) => {
				asked.push(query);
				return { sequences: [], nextPageToken: "next" };
			},
			operations: async (query) => {
				asked.push(query);
				return { items: [], next: "next" };
			},
			operationUsage: (operation, query) => tell({ operation, ...query }),
			errors: tell,
			daily: tell,
			transitions: tell,
		}),
	});
	return { asked, call: home.call };
}

function errorPaths({ json }: Received): string[] {
	const { errors } = json as { errors: { path: string }[] };
	return errors.map(({ path }) => path);
}

describe("usage", () => {
	test.each<[string, UsageQuery]>([
		["", {}],
		[
			"?start=2026-11-01&end=2026-11-30",
			{ start: "2026-11-01", end: "2026-11-30" },
		],
		// An instant is widened to the days that it touches.
		["?start=2026-11-01T23:59:59.999Z", { start: "2026-11-01" }],
		["?start=2026-11-01T00:30:00%2B01:00", { start: "2026-10-31" }],
		["?start=2026-11-01T00:30:00+01:00", { start: "2026-10-31" }],
		["?end=2026-11-01T00:00:00Z", { end: "2026-11-01" }],
		["?end=2026-11-01T00:00:00.001Z", { end: "2026-11-02" }],
		["?end=2026-12-31T23:59:59Z", { end: "2027-01-01" }],
		[
			"?start=1970-01-01&end=9999-12-31",
			{ start: "1970-01-01", end: "9999-12-31" },
		],
		[
			"?platform=mcp&workflowType=social_media",
			{ platform: "mcp", workflowType: "social_media" },
		],
	])("takes %p", async (query, expected) => {
		const { asked, call } = await spy();
		const answered = await call(`/api/v1/usage${query}`);
		expect(answered).toMatchObject({
			status: 200,
			json: { totalOperations: 1 },
		});
		expect(asked).toEqual([expected]);
	});

	test.each([
		["start=2026-02-29", "start"],
		["start=2026-11-1", "start"],
		["start=yesterday", "start"],
		["start=", "start"],
		["start=1969-12-31", "start"],
		["start=2026-11-01T00:00:00", "start"],
		["start=1764000000000", "start"],
		["end=9999-12-31T00:00:01Z", "end"],
		["end=0000-01-01", "end"],
		["platform=web", "platform"],
		["workflowType=Podcast", "workflowType"],
		["start=2026-11-01&start=2026-11-02", "start"],
		["from=2026-11-01", "from"],
		["__proto__=1", "__proto__"],
	])("refuses %p and names %p", async (query, path) => {
		const { asked, call } = await spy();
		const refused = await call(`/api/v1/usage?${query}`);
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({ code: "invalid_request" });
		expect(errorPaths(refused)).toEqual([path]);
		expect(asked).toEqual([]);
	});

	test("names all that is wrong, but no more than 50", async () => {
		const { call } = await spy();
		const names = Array.from({ length: 60 }, (_, index) => `x${index}=`);
		const refused = await call(`/api/v1/usage?start=x&${names.join("&")}`);
		expect(refused.status).toBe(400);
		expect(errorPaths(refused)).toHaveLength(50);
		expect(errorPaths(refused).slice(0, 2)).toEqual(["start", "x0"]);
	});
});

describe("the usage of one operation type", () => {
	test("takes the type and a range", async () => {
		const { asked, call } = await spy();
		const path =
			"/api/v1/usage/operations/to_mp3?start=2026-11-01&platform=mcp";
		expect((await call(path)).status).toBe(200);
		expect(asked).toEqual([
			{ operation: "to_mp3", start: "2026-11-01", platform: "mcp" },
		]);
	});

	test.each([
		["Trim", "operation"],
		["a%2Fb", "operation"],
		["x".repeat(65), "operation"],
		["trim?limit=1", "limit"],
		["trim?platform=web", "platform"],
	])("refuses %p and names %p", async (rest, path) => {
		const { asked, call } = await spy();
		const refused = await call(`/api/v1/usage/operations/${rest}`);
		expect(refused.status).toBe(400);
		expect(errorPaths(refused)).toEqual([path]);
		expect(asked).toEqual([]);
	});
});

describe("errors, daily usage and transitions", () => {
	test.each<[string, ErrorQuery | DailyQuery | TransitionsQuery]>([
		["usage/errors", {}],
		[
			"usage/errors?operation=trim&end=2026-11-01&workflowType=podcast",
			{ operation: "trim", end: "2026-11-01", workflowType: "podcast" },
		],
		["usage/daily", { by: "platform", limit: 8 }],
		["usage/daily?by=workflowType&limit=20", { by: "workflowType", limit: 20 }],
		[
			"usage/daily?by=operation&limit=1&platform=mcp",
			{ by: "operation", limit: 1, platform: "mcp" },
		],
		["transitions", { limit: 100 }],
		[
			"transitions?start=2026-11-01&limit=500",
			{ start: "2026-11-01", limit: 500 },
		],
	])("take %p", async (call, expected) => {
		const home = await spy();
		expect((await home.call(`/api/v1/${call}`)).status).toBe(200);
		expect(home.asked).toEqual([expected]);
	});

	test.each([
		["usage/errors?operation=Trim", "operation"],
		["usage/errors?by=platform", "by"],
		["usage/daily?by=user", "by"],
		["usage/daily?limit=0", "limit"],
		["usage/daily?limit=21", "limit"],
		["usage/daily?start=x", "start"],
		["transitions?limit=501", "limit"],
		["transitions?steps=3", "steps"],
	])("refuse %p and name %p", async (call, path) => {
		const home = await spy();
		const refused = await home.call(`/api/v1/${call}`);
		expect(refused.status).toBe(400);
		expect(errorPaths(refused)).toEqual([path]);
		expect(home.asked).toEqual([]);
	});
});

describe("one sequence", () => {
	const analytics = fakeAnalytics({
		sequence: async (pattern) =>
			pattern === "trim->to_mp3" ? ({ pattern } as never) : undefined,
	});

	test.each(["trim-%3Eto_mp3", "trim->to_mp3"])(
		"is found as %p",
		async (name) => {
			const home = await serve({ analytics });
			const found = await home.call(`/api/v1/sequences/${name}`);
			expect(found).toMatchObject({
				status: 200,
				json: { pattern: "trim->to_mp3" },
			});
		},
	);

	test.each(["trim", "trim->gif", "a%2Fb->c", "%00", "__proto__"])(
		"is not found as %p",
		async (name) => {
			const home = await serve({ analytics });
			const missing = await home.call(`/api/v1/sequences/${name}`);
			expect(missing.status).toBe(404);
			expect(missing.json).toMatchObject({ code: "not_found" });
		},
	);

	test("has no parameters", async () => {
		const home = await serve({ analytics });
		const refused = await home.call("/api/v1/sequences/a->b?limit=1");
		expect(refused.status).toBe(400);
		expect(errorPaths(refused)).toEqual(["limit"]);
	});
});

describe("sequences", () => {
	const defaults: SequenceQuery = {
		minFrequency: 1,
		minSuccessRate: 0,
		minLength: 2,
		maxLength: 6,
		candidates: false,
		limit: 100,
	};

	test.each<[string, Partial<SequenceQuery>]>([
		["", {}],
		["minFrequency=1", {}],
		["minFrequency=1000000000", { minFrequency: 1e9 }],
		["minSuccessRate=0.85", { minSuccessRate: 0.85 }],
		["minSuccessRate=1", { minSuccessRate: 1 }],
		["minSuccessRate=1e-7", { minSuccessRate: 1e-7 }],
		["minLength=2&maxLength=2", { maxLength: 2 }],
		["minLength=6&maxLength=6", { minLength: 6 }],
		["limit=1", { limit: 1 }],
		["limit=1000", { limit: 1000 }],
		["pageToken=5.trim-%3Eto_mp3", { pageToken: "5.trim->to_mp3" }],
		["candidates=false", {}],
		[
			"candidates=true",
			{ candidates: true, minFrequency: 5, minSuccessRate: 0.8 },
		],
		[
			"candidates=true&minFrequency=3",
			{ candidates: true, minFrequency: 3, minSuccessRate: 0.8 },
		],
		["candidates=true&minSuccessRate=0", { candidates: true, minFrequency: 5 }],
		// Once is no repetition.
		[
			"candidates=true&minFrequency=1",
			{ candidates: true, minFrequency: 2, minSuccessRate: 0.8 },
		],
		[
			"candidates=true&minFrequency=2",
			{ candidates: true, minFrequency: 2, minSuccessRate: 0.8 },
		],
	])("takes %p", async (query, expected) => {
		const { asked, call } = await spy();
		const answered = await call(`/api/v1/sequences?${query}`);
		expect(answered.json).toEqual({ sequences: [], nextPageToken: "next" });
		expect(asked).toEqual([{ ...defaults, ...expected }]);
	});

	test.each([
		["minFrequency=0", "minFrequency"],
		["minFrequency=1000000001", "minFrequency"],
		["minFrequency=1.5", "minFrequency"],
		["minFrequency=-1", "minFrequency"],
		["minFrequency=1e3", "minFrequency"],
		["minFrequency=0x10", "minFrequency"],
		["minFrequency=", "minFrequency"],
		["minSuccessRate=1.01", "minSuccessRate"],
		["minSuccessRate=-0.1", "minSuccessRate"],
		["minSuccessRate=NaN", "minSuccessRate"],
		["minSuccessRate=", "minSuccessRate"],
		["minLength=1", "minLength"],
		["minLength=7", "minLength"],
		["maxLength=1", "maxLength"],
		["maxLength=7", "maxLength"],
		["minLength=4&maxLength=3", "minLength"],
		["candidates=yes", "candidates"],
		["candidates=", "candidates"],
		["limit=0", "limit"],
		["limit=1001", "limit"],
		["pageToken=", "pageToken"],
		[`pageToken=${"x".repeat(1001)}`, "pageToken"],
		["minfrequency=1", "minfrequency"],
	])("refuses %p and names %p", async (query, path) => {
		const { asked, call } = await spy();
		const refused = await call(`/api/v1/sequences?${query}`);
		expect(refused.status).toBe(400);
		expect(errorPaths(refused)).toEqual([path]);
		expect(asked).toEqual([]);
	});

	test("takes the home's own minima for candidates", async () => {
		const asked: SequenceQuery[] = [];
		const home = await serve({
			candidateMinima: { templateMinFrequency: 9, templateMinSuccessRate: 0.5 },
			analytics: fakeAnalytics({
				sequences: async (query) => {
					asked.push(query);
					return { sequences: [] };
				},
			}),
		});
		const answered = await home.call("/api/v1/sequences?candidates=true");
		expect(answered.json).toEqual({ sequences: [] });
		expect(asked).toMatchObject([{ minFrequency: 9, minSuccessRate: 0.5 }]);
	});
});

describe("operations", () => {
	test.each<[string, OperationsQuery]>([
		[
			"outcome=failed&errorCategory=timeout&operation=trim",
			{
				limit: 50,
				outcome: "failed",
				errorCategory: "timeout",
				operation: "trim",
			},
		],
		[
			"outcome=succeeded&platform=mcp&workflowType=unspecified",
			{
				limit: 50,
				outcome: "succeeded",
				platform: "mcp",
				workflowType: "unspecified",
			},
		],
		["", { limit: 50 }],
		["limit=1", { limit: 1 }],
		["limit=1000&pageToken=a%2Fb", { limit: 1000, after: "a/b" }],
	])("takes %p", async (query, expected) => {
		const { asked, call } = await spy();
		const answered = await call(`/api/v1/operations?${query}`);
		expect(answered.json).toEqual({ operations: [], nextPageToken: "next" });
		expect(asked).toEqual([expected]);
	});

	test.each([
		["limit=0", "limit"],
		["limit=1001", "limit"],
		["pageToken=", "pageToken"],
		["after=x", "after"],
		["outcome=ok", "outcome"],
		["errorCategory=unheard_of", "errorCategory"],
		["operation=A", "operation"],
		["platform=web", "platform"],
		["workflowType=", "workflowType"],
	])("refuses %p and names %p", async (query, path) => {
		const { call } = await spy();
		const refused = await call(`/api/v1/operations?${query}`);
		expect(refused.status).toBe(400);
		expect(errorPaths(refused)).toEqual([path]);
	});

	test("show the wire fields and the server's times, and nothing internal", async () => {
		const event = storedEvent();
		const skewed = storedEvent({ clientTimestamp: 0 });
		const home = await serve({
			analytics: fakeAnalytics({
				operations: async () => ({
					items: [{ ...event, documentPath: "x" } as typeof event, skewed],
				}),
			}),
		});
		const shown = {
			id: "e1",
			timestamp: "2026-11-22T12:00:00.000Z",
			userId: "ab".repeat(32),
			platform: "mcp",
			operation: event.operation,
			metrics: {
				success: false,
				processingTime: 5,
				errorMessage: "[path]: Invalid data found",
				errorCategory: "invalid_data",
			},
			context: { workflowType: "podcast" },
			receivedAt: "2026-11-22T12:00:01.000Z",
		};
		expect((await home.call("/api/v1/operations")).json).toEqual({
			operations: [
				shown,
				{ ...shown, clientTimestamp: "1970-01-01T00:00:00.000Z" },
			],
		});
	});
});

describe("templates", () => {
	const records = [templateRecord("a"), templateRecord("trim-to_mp3")];
	const analytics = fakeAnalytics({
		templates: async () => records,
		template: async (wanted) => records.find(({ id }) => id === wanted),
	});
	const shown = (id: string) => {
		const { learning: _internal, ...template } = templateRecord(id);
		return {
			...template,
			createdAt: "2026-11-01T00:00:00.000Z",
			updatedAt: "2026-11-02T00:00:00.000Z",
		};
	};

	test("are listed", async () => {
		const home = await serve({ analytics });
		const answered = await home.call("/api/v1/templates");
		expect(answered.json).toEqual({
			templates: [shown("a"), shown("trim-to_mp3")],
		});
	});

	test("are found by id", async () => {
		const home = await serve({ analytics });
		for (const query of ["", "?format=json"]) {
			const path = `/api/v1/templates/trim%2Dto_mp3${query}`;
			const found = await home.call(path);
			expect(found.status).toBe(200);
			expect(found.json).toEqual(shown("trim-to_mp3"));
		}
	});

	test.each(["b", "A", "__proto__", "%00", "a%2F"])(
		"with the id %p are not found",
		async (id) => {
			const home = await serve({ analytics });
			const missing = await home.call(`/api/v1/templates/${id}`);
			expect(missing.status).toBe(404);
			expect(missing.json).toMatchObject({ code: "not_found" });
		},
	);

	test("come as a tool and a prompt for an MCP server", async () => {
		const home = await serve({ analytics });
		const found = await home.call("/api/v1/templates/a?format=mcp");
		expect(found.status).toBe(200);
		expect(found.json).toEqual(mcpDefinitionOf(templateRecord("a")));
	});

	test.each(["MCP", "", "yaml"])("have no format %p", async (format) => {
		const home = await serve({ analytics });
		const path = `/api/v1/templates/a?format=${format}`;
		const refused = await home.call(path);
		expect(refused.status).toBe(400);
		expect(errorPaths(refused)).toEqual(["format"]);
	});
});
