import { readFileSync } from "node:fs";
import { join } from "node:path";

const SECRETS = join(__dirname, "../../functions/deploy/.secret.local");

/** The keys that the emulated secrets hold, one of each kind. */
export function emulatedKeys(): {
	readonly ingest: string;
	readonly reader: string;
	readonly admin: string;
} {
	const secrets = Object.fromEntries(
		readFileSync(SECRETS, "utf8")
			.split("\n")
			.filter((line) => line.includes("=") && !line.startsWith("#"))
			.map((line) => {
				const [name = "", value = ""] = line.split("=");
				return [name, value.replaceAll('"', "").split(",")[0] ?? ""];
			}),
	);
	return {
		ingest: secrets.INGEST_KEYS ?? "",
		reader: secrets.READER_KEYS ?? "",
		admin: secrets.ADMIN_KEYS ?? "",
	};
}
