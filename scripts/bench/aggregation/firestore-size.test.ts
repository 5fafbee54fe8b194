import { storedEvent } from "../../../core/testing";
import { eventBytesOnFirestore } from "./firestore-size.ts";

const bytesWith = (more: Partial<Parameters<typeof storedEvent>[0]>) =>
	eventBytesOnFirestore(storedEvent({ id: "e1", ...more }, 8));

describe("what Firestore stores of an event", () => {
	it("is its document and five index entries, each with the document's name", () => {
		const [shorter, longer] = [bytesWith({}), bytesWith({ id: "e1234" })];
		// Of the three further characters one copy is in the document's name, five are in the indexes,
		// and one is in the hash that this event is given.
		expect(longer - shorter).toBe(3 * 7);
		expect(shorter).toBeGreaterThan(1_000);
		expect(shorter).toBeLessThan(2_000);
	});

	it("grows with a text by its bytes in UTF-8, and by nothing where a field is absent", () => {
		const withParameters = (parameters: string) =>
			bytesWith({ operation: { parameters } });
		expect(withParameters('{"t":"ü"}') - withParameters("{}")).toBe(8);
		expect(bytesWith({ clientTimestamp: 1 }) - bytesWith({})).toBe(
			"clientTimestamp".length + 1 + 8,
		);
	});
});
