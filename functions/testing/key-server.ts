import { type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** What stands in for Google's servers of public keys. */
export interface KeyServer {
	/** What was asked for: host and path. */
	readonly fetched: string[];
	/** With these a function asks this server, whatever server it means to ask. */
	readonly start: {
		readonly environment: Readonly<Record<string, string>>;
		readonly nodeParameters: readonly string[];
	};
	close(): void;
}

/** Starts one that answers by `listener`; undefined stands for one that refuses connections. */
export async function startKeyServer(
	listener: RequestListener | undefined,
): Promise<KeyServer> {
	const fetched: string[] = [];
	const server = createServer((request, response) => {
		fetched.push(`${request.headers.host}${request.url}`);
		listener?.(request, response);
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	if (listener === undefined) server.close();
	return {
		fetched,
		start: {
			environment: { KEYS_PORT: String(port) },
			nodeParameters: ["--import", KEYS_FROM_HERE],
		},
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

const KEYS_FROM_HERE = join(__dirname, "keys-from-here.mjs");

/** The name of the one key. */
export const KEY_ID = "key-1";

/** A JSON Web Token, signed with RS256 whatever its header says. */
export function signToken(
	payload: unknown,
	key: KeyObject,
	header: object = {},
): string {
	const encode = (part: unknown) =>
		Buffer.from(JSON.stringify(part)).toString("base64url");
	const signed = `${encode({ alg: "RS256", typ: "JWT", kid: KEY_ID, ...header })}.${encode(payload)}`;
	const signature = sign("sha256", Buffer.from(signed), key);
	return `${signed}.${signature.toString("base64url")}`;
}
