/**
 * Who is measured: a list to which each event is pushed, as a reference of what a call costs; the floor of
 * delivery; our client; and its peers.
 */
export const PEERS = [
	"posthog",
	"segment",
	"rudderstack",
	"mixpanel",
	"amplitude",
] as const;
export type PeerName = (typeof PEERS)[number];

/** Our client with a data folder, and thus with a spool, and without. */
export const OURS = ["ours-spool", "ours"] as const;
export type OursName = (typeof OURS)[number];

export type ContenderName = "array" | "floor" | OursName | PeerName;

/** The packages of the peers. */
export const PEER_PACKAGES: Readonly<Record<PeerName, string>> = {
	posthog: "posthog-node",
	segment: "@segment/analytics-node",
	rudderstack: "@rudderstack/rudder-sdk-node",
	mixpanel: "mixpanel",
	amplitude: "@amplitude/analytics-node",
};

/** What a person reads. */
export const TITLES: Readonly<Record<ContenderName, string>> = {
	array: "push on an array",
	floor: "floor",
	"ours-spool": "this client, with a data folder",
	ours: "this client, without one",
	...PEER_PACKAGES,
};

/** Whether it is our client. */
export function isOurs(name: ContenderName): name is OursName {
	return OURS.some((ours) => ours === name);
}
