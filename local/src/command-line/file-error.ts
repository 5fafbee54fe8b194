import { CommandError } from "./fail-in-words";

/** What the system's codes mean to whoever named a file. */
const REASONS: Readonly<Record<string, string>> = {
	ENOENT: "it does not exist",
	EISDIR: "it is a folder; name a file",
	ENOTDIR: "part of its path is a file, not a folder",
	EACCES: "no permission",
	EPERM: "no permission",
	EROFS: "the disk is read-only",
	ENOSPC: "the disk is full",
	EDQUOT: "the quota is used up",
};

/** Why a file, under the name that it was given by, cannot be read. `advice` follows the sentence. */
export function unreadable(
	name: string,
	error: unknown,
	advice = "",
): CommandError {
	const words = `${name} cannot be read: ${reasonOf(error)}`;
	return new CommandError(advice === "" ? words : `${words}.${advice}`);
}

/** Why a file cannot be written. */
export function unwritable(name: string, error: unknown): CommandError {
	const { code } = error as NodeJS.ErrnoException;
	// What is to be written need not exist.
	const reason =
		code === "ENOENT" ? "its folder does not exist" : reasonOf(error);
	return new CommandError(`${name} cannot be written: ${reason}`);
}

function reasonOf(error: unknown): string {
	const { code = "", message } = error as NodeJS.ErrnoException;
	return REASONS[code] ?? message;
}
