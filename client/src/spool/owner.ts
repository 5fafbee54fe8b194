import { readFileSync, readlinkSync } from "node:fs";

/**
 * Who holds a folder of the spool. It is the folder's name, so that taking a folder over and letting it go
 * are one rename each: there is no moment at which a crash leaves a folder with half an owner.
 */
export interface Owner {
	readonly pid: number;
	/** When the process began, in ticks since the machine's start: a pid is used again, both together are not. */
	readonly start: string;
	/** Where a pid means what it means here: this run of the machine, this pid namespace. `0`: unknown. */
	readonly space: string;
}

/**
 * How long a folder whose owner cannot be looked up (another container, a system without `/proc`) must have
 * gone without a sign of life before it counts as left behind.
 */
export const LEASE_MS = 60_000;

/** How often a process gives that sign. */
export const BEAT_MS = 15_000;

/** This process. */
export function thisProcess(): Owner {
	const start = startOf(process.pid);
	return start === undefined
		? { pid: process.pid, start: "0", space: "0" }
		: { pid: process.pid, start, space: spaceOfPids() };
}

/** A new name of a folder that the owner holds. */
export function heldName({ pid, start, space }: Owner): string {
	return `held.${pid}.${start}.${space}.${unique()}`;
}

/** A new name of a folder that nobody holds. */
export function freeName(): string {
	return `free.${unique()}`;
}

/** Whether a name is that of a folder of the spool. */
export function isSpoolFolder(name: string): boolean {
	return FREE.test(name) || HELD.test(name);
}

/** Whether a folder of this name, last touched `ageMs` ago, is there to be taken over by `self`. */
export function isLeftBehind(
	name: string,
	ageMs: number,
	self: Owner,
): boolean {
	if (FREE.test(name)) return true;
	const [, pid = "", start = "", space = ""] = HELD.exec(name) ?? [];
	if (pid === "") return false;
	if (space !== self.space) return ageMs > LEASE_MS;
	if (space !== "0") return !isRunning(Number(pid), start);
	// A pid that is in use says nothing here: it may be another process's by now.
	return !exists(Number(pid)) || (Number(pid) !== self.pid && ageMs > LEASE_MS);
}

const FREE = /^free\.[0-9a-z]+$/;
const HELD = /^held\.(\d+)\.(\d+)\.([0-9a-f]+)\.[0-9a-z]+$/;

function unique(): string {
	const digits = () => Math.random().toString(36).slice(2);
	return digits() + digits();
}

function isRunning(pid: number, start: string): boolean {
	const found = startOf(pid);
	// Other users' processes may be hidden in /proc, but still answer to their pid.
	return found === undefined ? exists(pid) : found === start;
}

/** Undefined where `/proc` does not say; `ended` of a process that is dead but not yet reaped. */
function startOf(pid: number): string | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
		// The name of the program, in brackets, may hold anything.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		const isEnded = fields[0] === "Z" || fields[0] === "X";
		return isEnded ? "ended" : fields[19];
	} catch {
		return undefined;
	}
}

function exists(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== "ESRCH";
	}
}

function spaceOfPids(): string {
	try {
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1");
		const namespace = readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
		return boot.slice(0, 8) + namespace;
	} catch {
		return "0";
	}
}
