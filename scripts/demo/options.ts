import { parseArgs } from "node:util";
import { DemoError } from "./demo-error.ts";

/** What `--help` prints. */
export const HELP = `npm run demo -- [options]

Runs real FFmpeg operations for invented users on clips that it makes itself, in three hosts that
report them to a home by @ffmpeg-analytics/client, and shows what the home finds in them.

  --endpoint URL      the home to report to. Without it, the one that \`npm start\` runs on this
                      machine, http://127.0.0.1:8787; the demo's events stay in either. Where
                      none runs, one is started for the demo
  --own               a home of the demo's own in any case, whose database is removed at the end
  --key KEY           an admin key of that home (not needed on this machine)
  --ingest-key KEY    its key for sending events, if it is another one
  --help              this text

ANALYTICS_*, DO_NOT_TRACK and FIREBASE_ENDPOINT of the environment are left aside, as they are about
people and homes of yours. What the demo makes is in one temporary folder, which it removes.
`;

/** Reads the command line. Throws a {@link DemoError} where it makes no sense. */
export function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				endpoint: { type: "string" },
				own: { type: "boolean" },
				key: { type: "string" },
				"ingest-key": { type: "string" },
				help: { type: "boolean" },
			},
		});
		if (values.endpoint !== undefined && !URL.canParse(values.endpoint)) {
			throw new Error(`--endpoint ${values.endpoint} is not an address`);
		}
		if (values.endpoint !== undefined && values.own === true) {
			throw new Error("--endpoint names a home, --own asks for another one");
		}
		return values;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new DemoError(message, "npm run demo -- --help lists the options.");
	}
}
