/** The home on Firebase without Google's front end: its HTTP app over the Firestore store. */
import { parseSettings } from "@ffmpeg-analytics/core";
// biome-ignore lint/correctness/noUndeclaredDependencies: functions' own package, beside its code
import { Firestore } from "@google-cloud/firestore";
import { openHome } from "../../../../functions/src/composition";
import { serve } from "./serve";

/** As functions/src/settings.ts has it. */
const AGGREGATION_LAG_SECONDS = 60;

const settings = parseSettings(process.env, {
	aggregationLagSeconds: AGGREGATION_LAG_SECONDS,
});

serve(
	openHome({
		...settings,
		appCheck: false,
		rateLimitStore: "memory",
		webApiKey: undefined,
	}).app,
	async () => {
		const { count } = (
			await new Firestore().collection("ffmpeg_operations").count().get()
		).data();
		process.stdout.write(`stored ${count}\n`);
	},
);
