import { storedEvent } from "../../../core/testing";
import { QUERIES } from "../../../functions/src/store/queries";
import { eventBytesOnFirestore } from "./firestore-size.ts";

const bytesWith = (more: Partial<Parameters<typeof storedEvent>[0]>) =>
	eventBytesOnFirestore(storedEvent({ id: "e1", ...more }, 8));

describe("what Firestore stores of an event", () => {
	it("is its document and its index entries, each with the document's name", () => {
		const indexes = Object.values(QUERIES).filter(
			({ collection }) => collection === "events",
		);
		const [shorter, longer] = [bytesWith({}), bytesWith({ id: "e1234" })];
		// The id is in the document's name, once more in each index, and in the hash of this event.
		expect((longer - shorter) / 3).toBe(1 + indexes.length + 1);
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
