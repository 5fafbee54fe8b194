import fc from "fast-check";
import { DAY_MS } from "../calendar";
import type { Operation } from "../sessions/session";
import { packSession, unpackSession } from "./packed-session";
import { OTHER } from "./user-record";

const TYPES = {
	operationTypes: ["trim", "constructor"],
	workflowTypes: ["podcast"],
};

const MONTH_START = Date.UTC(2026, 9, 1);

const operation: fc.Arbitrary<Operation> = fc.record({
	id: fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/),
	// A session lies within a month.
	timestamp: fc.integer({ min: MONTH_START, max: MONTH_START + 31 * DAY_MS }),
	processingTimeMs: fc.nat({ max: 604_800_000 }),
	type: fc.constantFrom(...TYPES.operationTypes),
	success: fc.boolean(),
	platform: fc.constantFrom("mcp", "komposteur", "webapp"),
	workflowType: fc.constantFrom("", OTHER, ...TYPES.workflowTypes),
	traits: fc.nat({ max: 2 ** 16 - 1 }),
	sequencePosition: fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER }), {
		nil: undefined,
	}),
});

describe("packSession", () => {
	it("keeps everything that sessions know of an operation", () => {
		fc.assert(
			fc.property(fc.array(operation, { minLength: 1 }), (drawn) => {
				const session = drawn.sort((a, b) => a.timestamp - b.timestamp);
				const packed = packSession(TYPES, session);
				expect(unpackSession(TYPES, packed)).toEqual(session);
				expect(packed.slice(0, 2)).toEqual([
					session.at(-1)?.timestamp,
					session.length,
				]);
				expect(JSON.parse(JSON.stringify(packed))).toEqual(packed);
			}),
		);
	});
});
