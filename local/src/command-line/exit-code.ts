/** How the command ends; documented in its help. */
export const EXIT = {
	fine: 0,
	/** It failed, or something that it was to judge is not as it should be. */
	failed: 1,
	/** The call, or a setting of the environment, is wrong. */
	usage: 2,
	/** The home cannot be reached, or cannot answer now: try again later. */
	away: 3,
	/** The key is missing, unknown, or of the wrong kind. */
	refused: 4,
	/** Stopped by a signal: 128 + SIGINT. */
	stopped: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
