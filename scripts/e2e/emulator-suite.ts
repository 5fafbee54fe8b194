/** Where the running emulator suite listens, as its hub says. */
export interface EmulatorSuite {
	readonly projectId: string;
	/** Hosting: one origin for everything, with rewrites to the functions. */
	readonly hostingUrl: string;
	/** Origin of the functions emulator. */
	readonly functionsUrl: string;
	/** Origin of the Auth emulator. */
	readonly authUrl: string;
}

/** The functions' region. */
export const REGION = "us-central1";

/**
 * Finds the suite in which this process runs (`firebase emulators:exec`).
 *
 * @throws {Error} if there is none
 */
export async function findEmulatorSuite(): Promise<EmulatorSuite> {
	const hub = process.env.FIREBASE_EMULATOR_HUB;
	const projectId = process.env.GCLOUD_PROJECT;
	if (hub === undefined || projectId === undefined)
		throw new Error(
			"the end-to-end test runs inside the emulator suite: use npm test",
		);
	const answer = await fetch(`http://${hub}/emulators`);
	const emulators = (await answer.json()) as Record<
		string,
		{ host: string; port: number } | undefined
	>;
	const originOf = (name: string): string => {
		const emulator = emulators[name];
		if (emulator === undefined)
			throw new Error(`the suite runs without ${name}`);
		return `http://${emulator.host}:${emulator.port}`;
	};
	return {
		projectId,
		hostingUrl: originOf("hosting"),
		functionsUrl: originOf("functions"),
		authUrl: originOf("auth"),
	};
}

/** The URL of an HTTPS function. */
export function functionUrl(suite: EmulatorSuite, name: string): string {
	return `${suite.functionsUrl}/${suite.projectId}/${REGION}/${name}`;
}

/** Fires a scheduled function as Cloud Scheduler would; resolves once it has run. */
export async function fireSchedule(
	suite: EmulatorSuite,
	name: string,
): Promise<void> {
	const url = `${suite.functionsUrl}/functions/projects/${suite.projectId}/triggers/${REGION}-${name}-0`;
	const answer = await fetch(url, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: "{}",
	});
	if (!answer.ok)
		throw new Error(
			`${name} answered ${answer.status}: ${await answer.text()}`,
		);
}
