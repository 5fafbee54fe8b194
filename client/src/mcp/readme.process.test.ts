import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import {
	type InstalledPackage,
	installPackage,
	REPOSITORY,
} from "../../testing/installed-package.ts";
import {
	findFfmpeg,
	makeClip,
	NOTICE,
} from "../../testing/mcp-host-process.ts";
import { openTestHome, type TestHome } from "../../testing/test-home.ts";

describe("the server of the README's chapter on MCP, with the package installed", () => {
	let client: InstalledPackage;
	let home: TestHome;
	beforeAll(async () => {
		client = installPackage();
		for (const name of ["@modelcontextprotocol", "zod"])
			symlinkSync(
				join(REPOSITORY, "node_modules", name),
				join(client.host, "node_modules", name),
			);
		home = await openTestHome();
	});
	afterAll(async () => {
		await home.close();
		client.remove();
	});

	const inHost = (file: string) => join(client.host, file);

	it("runs FFmpeg, and has what it did at home", async () => {
		const readme = readFileSync(join(client.path, "README.md"), "utf8");
		const [, sample = ""] =
			/## MCP\n[\s\S]*?```js\n([\s\S]*?)```/.exec(readme) ?? [];
		expect(sample).toContain("http://127.0.0.1:8787");
		writeFileSync(
			inHost("ffmpeg-server.mjs"),
			sample.replace("http://127.0.0.1:8787", home.url),
		);
		makeClip(inHost("clip.mp4"));
		const transport = new StdioClientTransport({
			command: process.execPath,
			args: [inHost("ffmpeg-server.mjs")],
			env: {
				PATH: [process.env.PATH, dirname(findFfmpeg())].join(delimiter),
				HOME: client.host,
			},
			stderr: "pipe",
		});
		const stderr = text(transport.stderr as Readable);
		const agent = new Client({ name: "agent", version: "1.0.0" });
		await agent.connect(transport);
		const output = inHost("clip.mp3");
		const result = await agent.callTool({
			name: "to_mp3",
			arguments: { project: "p-1", input: inHost("clip.mp4"), output },
		});
		expect(result).toEqual({
			content: [{ type: "text", text: `Made ${output}` }],
		});
		await home.awaitOperations(1);
		await agent.close();
		expect(await stderr).toEqual(NOTICE);
		expect(await home.operations()).toMatchObject([
			{
				platform: "mcp",
				operation: { type: "to_mp3", inputFormat: "mp4", outputFormat: "mp3" },
				metrics: { success: true },
				context: { sessionId: expect.stringMatching(/^[0-9a-f]{64}$/) },
			},
		]);
		// The data folder is where the sample says.
		expect(readFileSync(inHost(".ffmpeg-server/salt"), "utf8")).not.toBe("");
	});
});
