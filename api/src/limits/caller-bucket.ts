import type { Request } from "express";
import { ipKeyGenerator } from "express-rate-limit";
import { bearerTokenOf } from "../access/bearer-token";
import type { KeyRing } from "../access/key-ring";
import { isFromThisMachine } from "../access/loopback";
import { isCrossOrigin } from "../access/origins";

/**
 * What one customer of a provider may hold as a whole (RFC 6177 recommends /48 to /56): whoever
 * counted single IPv6 addresses would give each of them 2^72 buckets.
 */
const IPV6_SUBNET_BITS = 56;

/**
 * Whose limits a request counts against: a key that is known is its own bucket; everybody else, with
 * a wrong key too, goes by address. The address is Express's `request.ip`, so what callers write
 * themselves counts only as far as `trust proxy` says.
 *
 * Where this machine is trusted its own programs are a bucket apart from what else comes from its
 * address: pages of other origins, and whoever stands behind a proxy on it.
 */
export function createBucketOf(
	keyRing: KeyRing,
	trustLoopback: boolean,
): (request: Request) => string {
	return (request) => {
		const token = bearerTokenOf(request);
		const key = token === undefined ? undefined : keyRing(token);
		if (key !== undefined) return key.name;
		if (trustLoopback && isFromThisMachine(request) && !isCrossOrigin(request))
			return "this machine";
		// Callers over a Unix socket have no address.
		const { ip } = request;
		return ip === undefined
			? "address unknown"
			: `address ${ipKeyGenerator(ip, IPV6_SUBNET_BITS)}`;
	};
}
