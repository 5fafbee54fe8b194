import { randomBytes } from "node:crypto";
import { type App, deleteApp, initializeApp } from "firebase-admin/app";
import { type Firestore, getFirestore } from "firebase-admin/firestore";

/** A project id that nothing has used before, which is an empty database. */
export function freshProjectId(): string {
	return `demo-${randomBytes(8).toString("hex")}`;
}

/** The unmodified Admin SDKs that one test connects, to be closed together. */
export class AdminSdks {
	readonly #apps: App[] = [];

	/** A client of its own, as in a process with `FIRESTORE_EMULATOR_HOST` set. */
	connect(
		{ host, port }: { host: string; port: number },
		projectId = freshProjectId(),
	): Firestore {
		// Without credentials the SDK would look for Google's metadata server, and warn.
		process.env.METADATA_SERVER_DETECTION ??= "none";
		const before = process.env.FIRESTORE_EMULATOR_HOST;
		process.env.FIRESTORE_EMULATOR_HOST = `${host}:${port}`;
		try {
			const app = initializeApp({ projectId }, randomBytes(8).toString("hex"));
			this.#apps.push(app);
			return getFirestore(app);
		} finally {
			if (before === undefined) delete process.env.FIRESTORE_EMULATOR_HOST;
			else process.env.FIRESTORE_EMULATOR_HOST = before;
		}
	}

	async close(): Promise<void> {
		await Promise.all(this.#apps.splice(0).map((app) => deleteApp(app)));
	}
}
