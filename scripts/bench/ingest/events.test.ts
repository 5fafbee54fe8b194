import { wireEventSchema } from "@ffmpeg-analytics/core";
import { sanitizeParameters } from "../../../core/src/privacy";
import { createBodySource } from "./events.ts";

/** One cycle of the texts that are made beforehand. */
const COUNT = 24_000;

describe("the events of the load", () => {
	const source = createBodySource(1, "random");
	const events = Array.from({ length: COUNT }, () =>
		wireEventSchema.parse(JSON.parse(source.next())),
	);
	const distinct = (values: readonly unknown[]) => new Set(values).size;

	it("are valid, and each has an id of its own", () => {
		expect(distinct(events.map(({ id }) => id))).toBe(COUNT);
	});

	it("are of 200 users who work at one session after the other", () => {
		expect(distinct(events.map(({ userId }) => userId))).toBe(200);
		const bySession = Map.groupBy(events, ({ context }) => context.sessionId);
		expect(bySession.size).toBe(COUNT / 6);
		for (const session of bySession.values()) {
			expect(distinct(session.map(({ userId }) => userId))).toBe(1);
			expect(session.map((each) => each.context.sequencePosition)).toEqual([
				0, 1, 2, 3, 4, 5,
			]);
		}
	});

	it("fail now and then, with a message", () => {
		const failed = events.filter(({ metrics }) => !metrics.success);
		expect(failed.length / COUNT).toBeCloseTo(1 / 13);
		for (const { metrics } of failed) expect(metrics.errorMessage).toBeTruthy();
	});

	it("have been sanitised, as a client sends them", () => {
		for (const { operation } of events.slice(0, 2_000))
			expect(sanitizeParameters(operation.parameters)).toEqual({
				ok: true,
				parameters: operation.parameters,
			});
	});

	it("come in batches where that is asked for", () => {
		const batches = createBodySource(100, "random");
		const read = () =>
			JSON.parse(batches.next()) as { events: { id: string }[] };
		const ids = [...read().events, ...read().events].map(({ id }) => id);
		expect(distinct(ids)).toBe(200);
	});

	it("may have ids in the order of time, all of them different", () => {
		const ordered = createBodySource(1, "ordered");
		const ids = Array.from({ length: 2_000 }, () => {
			const { id } = JSON.parse(ordered.next()) as { id: string };
			expect(id).toMatch(
				/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
			);
			return id;
		});
		expect(new Set(ids).size).toBe(ids.length);
		const times = ids.map((id) => id.slice(0, 13));
		expect(times).toEqual(times.toSorted());
	});
});
