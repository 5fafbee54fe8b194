import { fakeAnalytics } from "../../testing/fake-analytics";
import { serve } from "../../testing/serve";
import { MAX_BODY_BYTES } from "../requests/body";

const analytics = fakeAnalytics({
	aggregate: async () => ({ ran: "aggregate" }) as never,
	flagTemplates: async () => ({ ran: "templates" }) as never,
	purge: async () => ({ ran: "purge" }) as never,
	audit: async (day = "audit") => ({ ran: day }) as never,
});

describe("jobs", () => {
	test.each(["aggregate", "templates", "purge", "audit"])(
		"%s runs and answers its counts",
		async (job) => {
			const home = await serve({ analytics });
			const ran = await home.call(`/api/v1/jobs/${job}`, { method: "POST" });
			expect(ran).toMatchObject({ status: 200, json: { ran: job } });
		},
	);

	test("audits the day that is asked for, or that of an instant", async () => {
		const home = await serve({ analytics });
		for (const day of ["2026-11-22", "2026-11-22T23:59:59Z"]) {
			const path = `/api/v1/jobs/audit?day=${day}`;
			const ran = await home.call(path, { method: "POST" });
			expect(ran).toMatchObject({ status: 200, json: { ran: "2026-11-22" } });
		}
	});

	test.each(["day=yesterday", "day=2026-02-30", "days=1", "day="])(
		"audits nothing for ?%s",
		async (query) => {
			const home = await serve({ analytics });
			const path = `/api/v1/jobs/audit?${query}`;
			const refused = await home.call(path, { method: "POST" });
			expect(refused).toMatchObject({
				status: 400,
				json: { code: "invalid_request" },
			});
		},
	);

	test.each(["{}", " {}\n", ""])("take %p for an empty body", async (body) => {
		const home = await serve({ analytics });
		const ran = await home.call("/api/v1/jobs/purge", { method: "POST", body });
		expect(ran.status).toBe(200);
	});

	test.each(['{"shard":1}', "x", "[]"])("refuse the body %p", async (body) => {
		const home = await serve({ analytics });
		const refused = await home.call("/api/v1/jobs/purge", {
			method: "POST",
			body,
		});
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({ code: "invalid_request" });
	});

	test("refuse a huge body and a query", async () => {
		const home = await serve({ analytics });
		const body = Buffer.alloc(MAX_BODY_BYTES + 1);
		const path = "/api/v1/jobs/purge";
		const huge = await home.call(path, { method: "POST", body });
		expect(huge.status).toBe(413);
		const query = await home.call(`${path}?now=1`, { method: "POST" });
		expect(query.status).toBe(400);
		expect(query.json).toMatchObject({ errors: [{ path: "now" }] });
	});

	test("a purge takes the time as of which it is done, and looks ahead in a dry run only", async () => {
		const asked: unknown[] = [];
		const purge = async (options: unknown) => {
			asked.push(options);
			return {} as never;
		};
		const home = await serve({ analytics: { ...analytics, purge } });
		const call = (query: string) =>
			home.call(`/api/v1/jobs/purge${query}`, { method: "POST" });
		const past = Date.UTC(2020, 0, 1);
		const future = Date.UTC(9_000, 0, 1);
		await call("");
		await call("?asOf=2020-01-01");
		await call("?asOf=9000-01-01T00:00:00Z&dryRun=true");
		expect(asked).toEqual([
			{ dryRun: false },
			{ asOf: past, dryRun: false },
			{ asOf: future, dryRun: true },
		]);
		const refused = await call("?asOf=9000-01-01");
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({ errors: [{ path: "asOf" }] });
		expect(asked).toHaveLength(3);
	});
});
