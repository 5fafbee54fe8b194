import type { Stats } from "node:fs";
import { access, constants, stat, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { DAY_MS } from "@ffmpeg-analytics/core";
import { readHomeSettings } from "../settings";
import { openDatabase } from "../sqlite/database";
import { formatBytes, formatCount } from "./figures";
import { examined, type Finding, ok, warning, wrong } from "./finding";

/** The settings of the environment, as a home that serves `file` on this machine reads them. */
export function examineSettings(
	environment: Readonly<Record<string, string | undefined>>,
	file: string,
): Promise<Finding[]> {
	return examined("settings", () => {
		const address = { host: "127.0.0.1", port: 0, file };
		const { analytics, access } = readHomeSettings(environment, address);
		const days = Math.round(analytics.retentionMs / DAY_MS);
		const keys = [access.ingestKeys, access.readerKeys, access.adminKeys].map(
			({ length }) => length,
		);
		return [
			ok(
				"settings",
				`events live ${days} days; ${analytics.shardCount} shards; keys: ${keys[0]} ingest, ${keys[1]} reader, ${keys[2]} admin`,
			),
		];
	});
}

/** A database file: whether a home could serve it. Changes nothing in it. */
export async function examineFile(
	file: string,
	shardCount: number,
): Promise<Finding[]> {
	const path = resolve(file);
	let stats: Stats;
	try {
		stats = await stat(path);
	} catch (error) {
		const isAbsent = (error as NodeJS.ErrnoException).code === "ENOENT";
		const words = isAbsent
			? `${path} does not exist: serve or import makes it, --db names another`
			: `${path} cannot be looked at: ${(error as Error).message}`;
		return [wrong("file", words)];
	}
	if (!stats.isFile())
		return [wrong("file", `${path} is no file: name one with --db`)];
	// Opening would make a database of it.
	if (stats.size === 0)
		return [warning("file", `${path} is empty: serve or import fills it`)];
	return [
		ok("file", `${path}, ${formatBytes(stats.size)}`),
		...(await examinePermissions(path, stats)),
		...(await examined("disk", () => examineDisk(path))),
		...(await examined("database", () => examineDatabase(path, shardCount))),
	];
}

async function examinePermissions(
	path: string,
	{ mode }: Stats,
): Promise<Finding[]> {
	const { R_OK, W_OK } = constants;
	if (!(await may(path, R_OK | W_OK)))
		return [
			wrong(
				"permissions",
				`${path} cannot be read and written by this user: change its owner or mode`,
			),
		];
	// SQLite's log stands beside the file.
	if (!(await may(dirname(path), W_OK)))
		return [
			wrong(
				"permissions",
				`nothing can be written to ${dirname(path)}, where the database's log belongs: change its owner or mode`,
			),
		];
	const othersMay = process.platform !== "win32" && (mode & 0o077) !== 0;
	return [
		othersMay
			? warning("permissions", `others may open it: chmod 600 ${path}`)
			: ok("permissions", "this user alone may read and write it"),
	];
}

function may(path: string, mode: number): Promise<boolean> {
	return access(path, mode).then(
		() => true,
		() => false,
	);
}

/** The database's log alone grows to 64 MB. */
const LEAST_FREE_BYTES = 100e6;
const COMFORTABLE_FREE_BYTES = 1e9;

async function examineDisk(path: string): Promise<Finding[]> {
	const { bavail, bsize } = await statfs(dirname(path));
	const free = bavail * bsize;
	const words = `${formatBytes(free)} free`;
	if (free < LEAST_FREE_BYTES)
		return [wrong("disk", `${words}: too little to go on, make room`)];
	return [
		free < COMFORTABLE_FREE_BYTES
			? warning("disk", `${words}: make room soon`)
			: ok("disk", words),
	];
}

/** Faults of a broken file that are told. */
const MAX_FAULTS = 3;

function examineDatabase(path: string, shardCount: number): Finding[] {
	const database = openDatabase(path, shardCount);
	try {
		const faults = database
			.prepare(`PRAGMA quick_check(${MAX_FAULTS})`)
			.all()
			.map((row) => String(Object.values(row)[0]));
		if (faults[0] !== "ok")
			return [
				wrong(
					"database",
					`it is damaged: ${faults.join("; ")}. Stop the home, keep a copy, and bring a backup or an export back`,
				),
			];
		const [events] = Object.values(
			database.prepare("SELECT count(*) FROM events").get() ?? {},
		);
		return [
			ok(
				"database",
				`it opens, its form is known and whole; ${formatCount(Number(events))} events`,
			),
		];
	} finally {
		database.close();
	}
}
