import { parseArgs } from "node:util";
import { DemoError } from "./demo-error.ts";

/** What `--help` prints. */
export const HELP = `npm run demo -- [options]

Runs real FFmpeg operations for invented users on clips that it makes itself, in three hosts that
report them to a home by @ffmpeg-analytics/client, and shows what the home finds in them.

  --endpoint URL      a home that is running already; without it, one of its own for the time of
                      the demo, with a database that is removed at the end. The demo's events stay
                      in the home that you name.
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
				key: { type: "string" },
				"ingest-key": { type: "string" },
				help: { type: "boolean" },
			},
		});
		if (values.endpoint !== undefined && !URL.canParse(values.endpoint)) {
			throw new Error(`--endpoint ${values.endpoint} is not an address`);
		}
		return values;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new DemoError(message, "npm run demo -- --help lists the options.");
	}
}
