import { storedEvent } from "../../testing/events";
import { asOperation } from "./as-operation";
import { emptyUserMonth } from "./user-record";

describe("asOperation", () => {
	const month = () => ({
		...emptyUserMonth("2026-11"),
		operationTypes: ["trim"],
	});
	const event = storedEvent({ id: "all" }, 1);

	it("leaves out an event that is unplaced", () => {
		expect(asOperation(month(), event)).toBeDefined();
		expect(
			asOperation({ ...month(), unplaced: ["all"] }, event),
		).toBeUndefined();
	});

	it("takes every event where too many are unplaced, whatever its id", () => {
		expect(asOperation({ ...month(), unplaced: "all" }, event)).toBeDefined();
	});
});
