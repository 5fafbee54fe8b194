import {
	freeName,
	heldName,
	isLeftBehind,
	isSpoolFolder,
	LEASE_MS,
	type Owner,
	thisProcess,
} from "./owner.ts";

const self = thisProcess();
const canLookUp = self.space !== "0";

const isFree = (owner: Partial<Owner>, ageMs = 0) =>
	isLeftBehind(heldName({ ...self, ...owner }), ageMs, self);

describe("isLeftBehind", () => {
	it("leaves what this process holds alone, however long it has slept", () => {
		expect(isFree({}, 0)).toBe(false);
		expect(isFree({}, 1e9)).toBe(false);
	});

	it("takes over what nobody holds", () => {
		expect(isLeftBehind(freeName(), 0, self)).toBe(true);
	});

	it("takes over from a process that is gone", () => {
		// Above what any system gives out.
		expect(isFree({ pid: 2 ** 30 })).toBe(true);
	});

	it("knows a process from a later one with the same pid, where the system says when it began", () => {
		expect(isFree({ start: `${self.start}1` })).toBe(canLookUp);
	});

	it("goes by pid and lease where the system does not say when a process began", () => {
		const here: Owner = { pid: process.pid, start: "0", space: "0" };
		const parent = heldName({ ...here, pid: process.ppid });
		expect(isLeftBehind(parent, LEASE_MS, here)).toBe(false);
		expect(isLeftBehind(parent, LEASE_MS + 1, here)).toBe(true);
		expect(isLeftBehind(heldName(here), 1e9, here)).toBe(false);
		const gone = heldName({ ...here, pid: 2 ** 30 });
		expect(isLeftBehind(gone, 0, here)).toBe(true);
	});

	it("waits for the lease of a process that it cannot look up", () => {
		const elsewhere = { pid: 1, space: "abcdef" };
		expect(isFree(elsewhere, LEASE_MS)).toBe(false);
		expect(isFree(elsewhere, LEASE_MS + 1)).toBe(true);
	});

	it("does not touch names of others", () => {
		for (const name of ["", "held", "held.1.2.3", "free", "salt", "free.A B"]) {
			expect(isSpoolFolder(name)).toBe(false);
			expect(isLeftBehind(name, 1e9, self)).toBe(false);
		}
		expect(isSpoolFolder(freeName())).toBe(true);
		expect(isSpoolFolder(heldName(self))).toBe(true);
		expect(heldName(self)).not.toBe(heldName(self));
	});
});
