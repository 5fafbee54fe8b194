import {
	type FieldError,
	fieldErrorSchema,
	type Immutable,
	type ImportVerdict,
	MAX_FIELD_ERRORS,
	type RejectionCode,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { MAX_BATCH_ERRORS, REJECTION_CODES } from "./verdict-view";

const count = (description: string) => z.int().min(0).describe(description);

const lineErrorSchema = z
	.object({
		line: z.int().min(1).describe("The line's number; blank lines count"),
		id: z
			.string()
			.nullable()
			.describe(
				"The event's, as it is written, its first 128 characters; null if it has none",
			),
		code: z
			.enum(REJECTION_CODES)
			.describe("Why; see the table of problem codes"),
		errors: z
			.array(fieldErrorSchema)
			.max(MAX_FIELD_ERRORS)
			.describe(
				`What is wrong, by field; the first ${MAX_FIELD_ERRORS}, and the first alone where there are more than ${MAX_BATCH_ERRORS} in all`,
			),
	})
	.meta({
		id: "LineError",
		description: "Why a line of an import was rejected.",
	});

/** What became of an import. */
export const importAnswerSchema = z
	.object({
		stored: count("Events stored now"),
		duplicates: count("Events stored before with the same content"),
		rejected: count("Lines of which nothing was stored"),
		rejections: z
			.object({
				invalid_event: count("Lines that hold no valid event"),
				too_old: count("Events older than the retention time"),
				erased: count("Events of users who were erased after they ended"),
				id_conflict: count("Events whose id another event has"),
			})
			.describe("The rejected ones by code"),
		errors: z
			.array(lineErrorSchema)
			.max(MAX_BATCH_ERRORS)
			.describe(`The rejected lines, the first ${MAX_BATCH_ERRORS}`),
	})
	.meta({ id: "ImportAnswer", description: "What became of an import." });

/** As {@link importAnswerSchema} says. */
export type ImportAnswer = Immutable<z.output<typeof importAnswerSchema>>;

/** What has become of an import so far. */
export class ImportTally {
	readonly #counts = { stored: 0, duplicates: 0, rejected: 0 };
	readonly #rejections = {
		invalid_event: 0,
		too_old: 0,
		erased: 0,
		id_conflict: 0,
	};
	readonly #errors: ImportAnswer["errors"][number][] = [];
	/** How many more field errors are told. */
	#room = MAX_BATCH_ERRORS;

	/** As {@link importAnswerSchema} says. */
	get answer(): ImportAnswer {
		const [rejections, errors] = [this.#rejections, this.#errors];
		return { ...this.#counts, rejections, errors };
	}

	/** Lines with an event, or with something that is none. */
	get lines(): number {
		const { stored, duplicates, rejected } = this.#counts;
		return stored + duplicates + rejected;
	}

	/** Counts the verdict on a line's event. */
	add(line: number, verdict: ImportVerdict | undefined): void {
		switch (verdict?.status) {
			case "stored":
				this.#counts.stored++;
				break;
			case "duplicate":
				this.#counts.duplicates++;
				break;
			case "rejected":
				this.#reject(line, verdict.id, verdict.code, verdict.errors);
				break;
			case undefined:
				throw new Error("an event got no verdict");
		}
	}

	/** Counts a line that cannot be read, and says why. */
	addUnread(line: number, message: string): void {
		this.#reject(line, null, "invalid_event", [{ path: "", message }]);
	}

	#reject(
		line: number,
		id: string | null,
		code: RejectionCode,
		errors: readonly FieldError[],
	): void {
		this.#counts.rejected++;
		this.#rejections[code]++;
		if (this.#errors.length === MAX_BATCH_ERRORS) return;
		const told = errors.slice(0, Math.max(1, this.#room));
		this.#room -= told.length;
		this.#errors.push({ line, id, code, errors: told });
	}
}
