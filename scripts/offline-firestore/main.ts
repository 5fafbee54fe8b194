import { parseArgs } from "node:util";
import { startOfflineFirestore } from "./server.ts";

const { values } = parseArgs({
	options: {
		host: { type: "string", default: "127.0.0.1" },
		port: { type: "string", default: "8080" },
	},
});

const firestore = await startOfflineFirestore({
	host: values.host,
	port: Number(values.port),
});
process.stdout.write(
	`Offline Firestore listening on ${firestore.host}:${firestore.port}\n`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
	process.once(signal, async () => {
		await firestore.close();
		process.exit(0);
	});
}
