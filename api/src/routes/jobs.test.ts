import { fakeAnalytics } from "../../testing/fake-analytics";
import { serve } from "../../testing/serve";
import { MAX_BODY_BYTES } from "../requests/body";

const analytics = fakeAnalytics({
	aggregate: async () => ({ ran: "aggregate" }) as never,
	flagTemplates: async () => ({ ran: "templates" }) as never,
	purge: async () => ({ ran: "purge" }) as never,
});

describe("jobs", () => {
	test.each(["aggregate", "templates", "purge"])(
		"%s runs and answers its counts",
		async (job) => {
			const home = await serve({ analytics });
			const ran = await home.call(`/api/v1/jobs/${job}`, { method: "POST" });
			expect(ran).toMatchObject({ status: 200, json: { ran: job } });
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
			...{ method: "POST", body },
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
});
