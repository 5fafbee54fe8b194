/** One run over every room; the slow projects are left out of `npm run check`. */
const transform = {
	"^.+\\.ts$": [
		"@swc/jest",
		{
			jsc: { parser: { syntax: "typescript" }, target: "es2024" },
			module: { type: "commonjs" },
		},
	],
};

const project = (displayName, testMatch, more = {}) => ({
	displayName,
	testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
	testEnvironment: "node",
	transform,
	modulePathIgnorePatterns: ["<rootDir>/functions/deploy", "<rootDir>/.+/dist"],
	...more,
});

/** What needs a database, a network or processes of its own, by project. */
const slow = {
	sqlite: ["local/src/sqlite*.test.ts", "local/src/**/*.process.test.ts"],
	scripts: [
		"scripts/{offline-firestore,openapi}/*.test.ts",
		"scripts/demo/*.process.test.ts",
		"scripts/bench/main.test.ts",
		"scripts/bench/**/*.process.test.ts",
		"scripts/bootstrap.test.ts",
		"dashboard/*.process.test.ts",
	],
	firestore: ["functions/src/firestore*.test.ts"],
	bundle: ["functions/src/deploy-*.test.ts"],
	client: ["client/**/*.process.test.ts"],
	e2e: ["scripts/e2e/*.e2e.test.ts"],
	resilience: ["scripts/resilience/*.test.ts"],
	browser: ["scripts/browser/*.browser.test.ts"],
};

const isSlow = [
	"/local/src/sqlite[^/]*\\.test\\.ts$",
	"/scripts/((offline-firestore|openapi|resilience)/.*|bench/main|bootstrap)\\.test\\.ts$",
	"/functions/src/(firestore|deploy-)[^/]*\\.test\\.ts$",
	"\\.process\\.test\\.ts$",
	"\\.(e2e|browser)\\.test\\.ts$",
];

export default {
	testTimeout: 30_000,
	// Jest would leave a core idle, and many tests wait: for processes, for the clock, for a server.
	maxWorkers: "100%",
	testSequencer: "<rootDir>/scripts/slowest-first.mjs",
	projects: [
		project(
			"unit",
			["{core,api,local,client,dashboard,functions,scripts}/**/*.test.ts"],
			{
				testPathIgnorePatterns: ["/node_modules/", ...isSlow],
			},
		),
		...Object.entries(slow).map(([name, files]) => project(name, files)),
	],
};
