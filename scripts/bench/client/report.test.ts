import { formatMarkdown } from "./markdown";
import { formatReport, type Report } from "./report";

const failure = {
	scenario: "down 20 s",
	events: 2_000,
	storedTwice: 0,
	arrivedAgain: 0,
};

const report: Report = {
	results: {
		failures: [
			{
				...failure,
				contender: "ours-spool",
				stored: 2_000,
				shutdownMs: 5_000,
				afterRecoveryMs: -11_000,
			},
			{
				...failure,
				contender: "mixpanel",
				stored: 0,
				shutdownMs: undefined,
				afterRecoveryMs: undefined,
			},
		],
		install: [
			{ contender: "ours", packages: 1, megabytes: 0.29, importMs: 16 },
		],
	},
	targets: [
		{ name: "import, ms", value: 16, most: 15, met: false },
		{ name: "installed, MB", value: 0.29, most: 0.3, met: true },
	],
	faults: ["one event is lost"],
	versions: {
		"@ffmpeg-analytics/client": "0.1.0",
		mixpanel: "0.24.0",
		node: "24.0.0",
	},
};

it("prints what was measured, which targets are met, and what failed", () => {
	const text = formatReport(report);
	expect(text).toMatch(/mixpanel +down 20 s +0 +0 +2,000 +0 +never +never\n/);
	expect(text).toMatch(/import, ms +16 +15 +NOT MET\n/);
	expect(text).toMatch(/installed, MB +0\.29 +0\.3 +met\n/);
	expect(text).toContain("Failed:\n  one event is lost\n");
	expect(text).toContain("mixpanel 0.24.0, node 24.0.0");
	expect(text).not.toContain("A burst");
});

it("says nothing of failing where nothing did", () => {
	expect(formatReport({ ...report, faults: [] })).not.toContain("Failed");
});

it("makes a table with a column for everybody who was measured", () => {
	expect(formatMarkdown(report).split("\n")).toEqual([
		"|  | this client, with a data folder | this client, without one | mixpanel 0.24.0 |",
		"| --- | ---: | ---: | ---: |",
		"| sink down 20 s: lost / sent again / shutdown s | 0 / 0 / 5.0 | - | 2,000 / 0 / never |",
		"| packages, MB | 1, 0.29 | 1, 0.29 | - |",
		"| import, ms | 16 | 16 | - |",
		"",
		expect.stringMatching(/^This client 0\.1\.0, Node 24\.0\.0\. Sent again: /),
		"",
	]);
});
