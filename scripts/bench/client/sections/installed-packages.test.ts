import { packagesOf } from "./installed-packages";

const lock = {
	packages: {
		"": { dependencies: { a: "1", other: "1" } },
		"node_modules/a": {
			dependencies: { b: "1", c: "1" },
			peerDependencies: { needed: "1", notNeeded: "1" },
			peerDependenciesMeta: { notNeeded: { optional: true } },
		},
		"node_modules/a/node_modules/b": { dependencies: { c: "1", a: "1" } },
		"node_modules/b": {},
		"node_modules/c": { optionalDependencies: { absent: "1" } },
		"node_modules/needed": {},
		"node_modules/notNeeded": {},
		"node_modules/other": {},
	},
};

it("finds what npm installs with a package, the nearest of each name, each once", () => {
	expect(packagesOf(lock, "a")).toEqual([
		"node_modules/a",
		"node_modules/a/node_modules/b",
		"node_modules/c",
		"node_modules/needed",
	]);
	expect(packagesOf(lock, "other")).toEqual(["node_modules/other"]);
});
