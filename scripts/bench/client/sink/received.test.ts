import { createReceived } from "./received";

it("stores an event once, however often its id comes", () => {
	const received = createReceived();
	expect(
		received.store([
			{ index: 0, id: "a" },
			{ index: 1, id: "b" },
		]),
	).toEqual([true, true]);
	expect(received.store([{ index: 0, id: "a" }])).toEqual([false]);
	expect(received.tally()).toMatchObject({
		stored: 2,
		storedTwice: 0,
		arrivedAgain: 1,
	});
	expect(received.indexes()).toEqual([0, 1]);
});

it.each([
	["under another id", { index: 0, id: "b" }],
	["without one", { index: 0, id: undefined }],
])("counts an event as stored twice that comes again %s", (_, again) => {
	const received = createReceived();
	received.store([{ index: 0, id: "a" }, again, again]);
	expect(received.tally()).toMatchObject({
		stored: 1,
		storedTwice: 1,
		arrivedAgain: 0,
	});
});
