/**
 * The offline Firestore with a clock that is set from outside, and counters that can be asked for.
 * Prints the address at which it takes both; a process of its own, so that its memory and time are
 * not those of what is measured.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startOfflineFirestore } from "../../offline-firestore/server.ts";

const MICROS_PER_MILLI = 1_000;

let nowMs = 0;
const firestore = await startOfflineFirestore({
	readWallMicros: () => nowMs * MICROS_PER_MILLI,
});

/** `/address`, `/clock?now=EPOCH_MS`, `/counters?project=ID`. */
const control = createServer((request, response) => {
	const { pathname, searchParams } = new URL(request.url ?? "", "http://here");
	const answer = (body: unknown) => response.end(JSON.stringify(body));
	switch (pathname) {
		case "/address":
			return answer(`${firestore.host}:${firestore.port}`);
		case "/clock":
			nowMs = Number(searchParams.get("now"));
			return answer(nowMs);
		default:
			return answer(
				firestore.countersByCollection(searchParams.get("project") ?? ""),
			);
	}
});
control.listen(0, "127.0.0.1", () => {
	const { port } = control.address() as AddressInfo;
	process.stdout.write(`listening on http://127.0.0.1:${port}\n`);
});

process.once("SIGTERM", () => process.exit(0));
// The program that started us is gone.
process.once("disconnect", () => process.exit(1));
