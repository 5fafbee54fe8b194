/** `npm run emulators`: the suite, until Ctrl-C. */
import { runEmulatorSuite } from "./emulator-suite.mjs";

process.stdout.write(
	"Dashboard and API: http://127.0.0.1:5000 (keys: functions/env/.secret.local)\n",
);
process.exitCode = await runEmulatorSuite(undefined);
