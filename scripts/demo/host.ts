import { join } from "node:path";
import type {
	AnalyticsOptions,
	AnalyticsService,
	CounterValues,
	Platform,
	WireEventInput,
} from "../../client/src/index.ts";
import type { Client } from "./client.ts";

/** A program that runs FFmpeg for its users, and reports it. */
export interface Host {
	readonly platform: Platform;
	readonly analytics: AnalyticsService;
	/** What left it, or would have, in the order in which it was tracked. */
	readonly sent: readonly WireEventInput[];
}

/** Hosts by what they are. */
export type Hosts = Readonly<Record<Platform, Host>>;

/**
 * Opens one host of each kind. Each has a data folder inside `folder`, and nothing elsewhere. Those that
 * only rehearse send nothing.
 */
export function openHosts(
	{ AnalyticsService }: Pick<Client, "AnalyticsService">,
	folder: string,
	options: Omit<AnalyticsOptions, "platform">,
	rehearses = false,
): Hosts {
	const open = (platform: Platform): Host => {
		const sent: WireEventInput[] = [];
		const analytics = new AnalyticsService({
			...options,
			platform,
			dataFolder: join(folder, `${platform}-data`),
			// The demo itself says what is collected.
			notice: false,
			beforeSend: (event) => {
				sent.push(event);
				return rehearses ? undefined : event;
			},
		});
		return { platform, analytics, sent };
	};
	return {
		mcp: open("mcp"),
		komposteur: open("komposteur"),
		webapp: open("webapp"),
	};
}

/** Has every host deliver what it tracked, for `deadlineMs` at most, and let go of everything. */
export async function shutDown(hosts: Hosts, deadlineMs: number) {
	await Promise.all(
		Object.values(hosts).map(({ analytics }) => analytics.shutdown(deadlineMs)),
	);
}

/** How many of the operations are in the home for certain, by the host's own counters. */
export function countStored({ stored, duplicates }: CounterValues): number {
	return stored + duplicates;
}
