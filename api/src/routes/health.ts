import type { Analytics } from "@ffmpeg-analytics/core";
import { answer } from "../reply";
import type { Route } from "./route";

/** Whether the store answers. Takes any query: monitors add some of their own. */
export function healthRoutes(
	analytics: Pick<Analytics, "ping">,
	version: string,
): Route[] {
	return [
		{
			method: "GET",
			path: "/api/v1/health",
			access: "anyone",
			handle: async () => {
				await analytics.ping();
				return answer({ status: "ok", version });
			},
		},
	];
}
