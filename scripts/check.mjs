/**
 * `npm run check`: format, lint, types, unit tests; in well under a minute. With `-- --no-tests` only what
 * `npm test` leaves out.
 */
import { spawnSync } from "node:child_process";

const STEPS = [
	["biome", "ci", "--error-on-warnings"],
	...[
		"core",
		"core/tsconfig.tests.json",
		"api",
		"functions",
		"local",
		"client",
		"dashboard",
		"scripts",
		"scripts/browser",
	].map((project) => ["tsc", "--noEmit", "-p", project]),
	...(process.argv.includes("--no-tests")
		? []
		: [["jest", "--ci", "--selectProjects", "unit"]]),
];

for (const [program, ...parameters] of STEPS) {
	process.stdout.write(`\n> ${program} ${parameters.join(" ")}\n`);
	const { status } = spawnSync(program, parameters, { stdio: "inherit" });
	if (status !== 0) process.exit(status ?? 1);
}
