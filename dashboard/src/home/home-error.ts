import { plural } from "../words/format";

/** The home did not answer as it should; `message` says what was wrong, for people. */
export class HomeError extends Error {
	override readonly name = "HomeError";

	/** The HTTP status; 0 where there was no answer. */
	readonly status: number;
	/** The problem's stable code; `unreachable` or `unreadable` where there was none. */
	readonly code: string;

	constructor(status: number, code: string, message: string) {
		super(message);
		this.status = status;
		this.code = code;
	}
}

/** Reads what an answer that is no success says of itself. */
export async function readProblem(response: Response): Promise<HomeError> {
	const { status } = response;
	if (status === 429)
		return new HomeError(status, "rate_limited", howToWait(response));
	try {
		const { code, detail, title, errors } = await response.json();
		const said = Array.isArray(errors)
			? errors.map(({ path, message }) => `${path} ${message}`).join("; ")
			: "";
		return new HomeError(
			status,
			String(code ?? "unreadable"),
			[detail ?? title ?? `The home answered ${status}.`, said]
				.filter((text) => text !== "")
				.join(" "),
		);
	} catch {
		return new HomeError(
			status,
			"unreadable",
			`The home answered ${status}, and not in words.`,
		);
	}
}

/** The API's own words are about requests and headers, which people see neither of. */
function howToWait({ headers }: Response): string {
	const seconds = Number(headers.get("Retry-After"));
	return `Too many requests in too short a time. Try again in ${seconds >= 1 ? plural(seconds, "second") : "a minute"}.`;
}
