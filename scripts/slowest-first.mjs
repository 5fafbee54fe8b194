/** In which order jest takes the test files. */
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import TestSequencer from "@jest/test-sequencer";

/** More than half a minute each, the slowest first: begun last, one of them is what everybody waits for. */
const SLOWEST = [
	"functions/src/firestore-analytics.test.ts",
	"scripts/resilience/fuzz.test.ts",
	"scripts/bench/main.test.ts",
	"scripts/resilience/firestore-aggregation.test.ts",
	"scripts/e2e/firebase.e2e.test.ts",
	"local/src/sqlite-analytics.test.ts",
	"local/src/command-line/transfer.process.test.ts",
	"functions/src/deploy-bodies.test.ts",
	"client/src/delivery/http-sink-outages.process.test.ts",
];

/** Jest's order, which goes by what it remembers of earlier runs or else by size, after the slowest ones. */
export default class SlowestFirst extends TestSequencer {
	sort(tests) {
		const rank = ({ path }) => {
			const place = SLOWEST.findIndex((name) => path.endsWith(name));
			return place === -1 ? SLOWEST.length : place;
		};
		return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
	}
}
