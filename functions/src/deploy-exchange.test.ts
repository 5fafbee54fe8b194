import { gzipSync } from "node:zlib";
import type { FunctionProcess } from "../../scripts/cold-start/function-process";
import {
	type Deployment,
	deploy,
	post,
	wireEvent,
} from "../testing/deployed-function";

const ADMIN_KEY = "admin-key-0123456789";
const EVENTS = 1_200;

jest.setTimeout(120_000);

/** The bundle on Google's own runtime, which would read bodies, and hold answers back, if it were let. */
describe("export and import at a deployed function", () => {
	let deployment: Deployment;
	let api: FunctionProcess;
	beforeAll(async () => {
		deployment = await deploy();
		const environment = { ADMIN_KEYS: ADMIN_KEY };
		api = await deployment.start("api", { environment });
	});
	afterAll(() => deployment.close());

	const authorization = { Authorization: `Bearer ${ADMIN_KEY}` };

	test("an import above the bound of other bodies comes back as an export", async () => {
		const lines = Array.from({ length: EVENTS }, (_, n) => {
			const crf = Array.from({ length: 300 }, (_, at) => at + n);
			const operation = {
				type: "trim",
				inputFormat: "mp4",
				outputFormat: "mp4",
				parameters: JSON.stringify({ crf }),
				fileSize: 1,
			};
			const event = { ...wireEvent(`exchange-${n}`), operation };
			return `${JSON.stringify(event)}\n`;
		}).join("");
		expect(lines.length).toBeGreaterThan(1024 * 1024);
		const headers = {
			...authorization,
			"Content-Type": "application/x-ndjson",
			"Transfer-Encoding": "chunked",
		};
		const url = `${api.url}/v1/import`;
		expect(await post(url, headers, lines)).toMatchObject({
			status: 200,
			body: { stored: EVENTS, rejected: 0 },
		});
		const gzip = { ...headers, "Content-Encoding": "gzip" };
		expect(await post(url, gzip, gzipSync(lines))).toMatchObject({
			status: 200,
			body: { duplicates: EVENTS, rejected: 0 },
		});
		const response = await fetch(`${api.url}/v1/export?format=json`, {
			headers: authorization,
		});
		expect(response.headers.get("transfer-encoding")).toBe("chunked");
		const exported = (await response.json()) as { id: string }[];
		expect(new Set(exported.map(({ id }) => id)).size).toBe(EVENTS);
	});
});
