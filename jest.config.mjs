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

const slow = [
	"/node_modules/",
	"\\.e2e\\.test\\.ts$",
	"/functions/.*/firestore[^/]*\\.test\\.ts$",
	"deploy-bundle\\.test\\.ts$",
];

export default {
	testTimeout: 30_000,
	projects: [
		project("unit", ["{core,api,local,functions,scripts}/**/*.test.ts"], {
			testPathIgnorePatterns: slow,
		}),
		project("firestore", ["functions/**/firestore*.test.ts"], {
			testPathIgnorePatterns: ["/node_modules/", "\\.e2e\\.test\\.ts$"],
		}),
		project("bundle", ["functions/**/deploy-bundle.test.ts"]),
		project("e2e", ["scripts/**/*.e2e.test.ts"]),
	],
};
