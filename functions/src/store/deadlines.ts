import type { Settings } from "@google-cloud/firestore";

/** What a commit may take where nothing asks for less. */
const MAX_COMMIT_MS = 30_000;

const READ_TIMEOUT_MS = 30_000;

const SERVICE = "google.firestore.v1.Firestore";

/**
 * How long a commit may take: half of the lag after which aggregation reads, so that an event
 * becomes visible, if at all, before the events after it are counted. Without a lag (emulators)
 * nothing is promised.
 */
export function commitTimeoutMs(lagMs: number): number {
	return lagMs === 0 ? MAX_COMMIT_MS : Math.min(lagMs / 2, MAX_COMMIT_MS);
}

/**
 * Settings for a Firestore that puts a real deadline on every RPC, which the server sees and keeps.
 *
 * A gRPC service config is the one way to it: `WriteBatch.commit` brings retry settings of its own,
 * with 60 s an attempt, which `clientConfig` does not reach. Each attempt of the SDK has the
 * deadline anew, and gets a server timestamp of its own.
 */
export function deadlineSettings(lagMs: number): Settings {
	return {
		"grpc.service_config": JSON.stringify({
			loadBalancingConfig: [],
			methodConfig: [
				{
					name: [{ service: SERVICE, method: "Commit" }],
					timeout: duration(commitTimeoutMs(lagMs)),
				},
				{
					name: ["BatchGetDocuments", "RunQuery", "RunAggregationQuery"].map(
						(method) => ({
							service: SERVICE,
							method,
						}),
					),
					timeout: duration(READ_TIMEOUT_MS),
				},
			],
		}),
		// The config above counts only where DNS gives none; do not ask DNS.
		"grpc.service_config_disable_resolution": 1,
	};
}

/** As an object: grpc-js misreads fractions of a second in the form `0.5s`. */
function duration(milliseconds: number): { seconds: number; nanos: number } {
	const seconds = Math.floor(milliseconds / 1_000);
	return { seconds, nanos: Math.round((milliseconds % 1_000) * 1e6) };
}
