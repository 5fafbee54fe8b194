/** `npm test`: everything, inside the running emulator suite. Words after `--` go to jest. */
import { runEmulatorSuite } from "./emulator-suite.mjs";
import { makeTemporaryFolder } from "./temporary-folder.mjs";

process.env.TMPDIR = makeTemporaryFolder();
const words = process.argv.slice(2);
const jest = [
	"node",
	"--disable-warning=ExperimentalWarning",
	"node_modules/jest/bin/jest.js",
	"--ci",
	"--json",
	"--outputFile=.test-results.json",
	...words,
];
process.exitCode = await runEmulatorSuite(jest.map(quoted).join(" "));

function quoted(word) {
	return /^[\w@%+=:,./-]+$/.test(word)
		? word
		: `'${word.replaceAll("'", "'\\''")}'`;
}
