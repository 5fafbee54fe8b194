import type { AnsweredVerdict } from "./answer-contract.ts";
import type { StoreModel } from "./store-model.ts";
import { instantOf } from "./wire-form.ts";

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_EVENTS = 500;

/** What a body says, by the definitions. */
export type Meaning =
	| { readonly kind: "too_large" | "unreadable" }
	| { readonly kind: "one"; readonly event: unknown }
	| {
			readonly kind: "batch";
			readonly events: readonly unknown[];
			readonly sentAt: number | undefined;
	  };

/** Reads a body, unpacked, as the definitions do. */
export function interpret(body: Buffer): Meaning {
	if (body.length > MAX_BODY_BYTES) return { kind: "too_large" };
	let value: unknown;
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
		value = JSON.parse(text);
	} catch {
		return { kind: "unreadable" };
	}
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return { kind: "unreadable" };
	if (!Object.hasOwn(value, "events")) return { kind: "one", event: value };
	const { events, sentAt: sent, ...rest } = value as Record<string, unknown>;
	const sentAt = instantOf(sent);
	const wellFormed =
		Array.isArray(events) &&
		events.length >= 1 &&
		events.length <= MAX_EVENTS &&
		Object.keys(rest).length === 0 &&
		(!Object.hasOwn(value, "sentAt") || sentAt !== undefined);
	return wellFormed
		? { kind: "batch", events, sentAt }
		: { kind: "unreadable" };
}

/** An answer as far as it is determined. */
export interface ExpectedAnswer {
	readonly status: number;
	/** Of a 200. */
	readonly verdicts: readonly AnsweredVerdict[] | undefined;
	/** Of a problem. */
	readonly code: string | undefined;
}

/** What must be answered; what is stored by it goes into the model. */
export function expectedAnswer(
	meaning: Meaning,
	model: StoreModel,
): ExpectedAnswer {
	switch (meaning.kind) {
		case "too_large":
			return refusal(413, "body_too_large");
		case "unreadable":
			return refusal(400, "invalid_request");
		case "batch":
			return {
				status: 200,
				verdicts: meaning.events.map((event) =>
					model.expect(event, meaning.sentAt),
				),
				code: undefined,
			};
		case "one": {
			const verdict = model.expect(meaning.event, undefined);
			if (verdict.code === undefined)
				return { status: 200, verdicts: [verdict], code: undefined };
			return refusal(verdict.code === "id_conflict" ? 409 : 400, verdict.code);
		}
	}
}

function refusal(status: number, code: string): ExpectedAnswer {
	return { status, verdicts: undefined, code };
}
