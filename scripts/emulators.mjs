/** `npm run emulators`: the suite, until Ctrl-C. */
import { runEmulatorSuite } from "./emulator-suite.mjs";

process.exitCode = await runEmulatorSuite(undefined);
