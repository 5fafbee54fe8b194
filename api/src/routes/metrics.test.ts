import { serve } from "../../testing/serve";

const TEXT = "# HELP up Whether it is.\n# TYPE up gauge\nup 1\n";

const metrics = (read: () => Promise<string>) => ({
	contentType: "text/plain; version=0.0.4; charset=utf-8",
	read,
});

describe("GET /api/v1/metrics", () => {
	it("answers the home's text under its type, and the head alone to HEAD", async () => {
		const home = await serve({ metrics: metrics(async () => TEXT) });
		for (const [method, text] of [
			["GET", TEXT],
			["HEAD", ""],
		] as const) {
			const answer = await home.call("/api/v1/metrics", { method });
			expect(answer).toMatchObject({ status: 200, text });
			expect(answer.headers["content-type"]).toBe(
				"text/plain; version=0.0.4; charset=utf-8",
			);
		}
	});

	it("is a problem, and no half text, where the figures fail", async () => {
		const home = await serve({
			metrics: metrics(() => Promise.reject(new Error("no figures"))),
		});
		const answer = await home.call("/api/v1/metrics");
		expect(answer.status).toBe(500);
		expect(answer.json).toMatchObject({ code: "internal" });
		expect(home.logs).toHaveLength(1);
	});

	it("is neither there nor documented where a home has none", async () => {
		const paths = async (home: Awaited<ReturnType<typeof serve>>) => {
			const { json } = await home.call("/api/v1/openapi.json");
			return Object.keys((json as { paths: object }).paths);
		};
		const without = await serve();
		expect((await without.call("/api/v1/metrics")).status).toBe(404);
		const known = await paths(without);
		const having = await serve({ metrics: metrics(async () => TEXT) });
		expect(await paths(having)).toEqual(
			expect.arrayContaining([...known, "/api/v1/metrics"]),
		);
		expect(known).not.toContain("/api/v1/metrics");
	});
});
