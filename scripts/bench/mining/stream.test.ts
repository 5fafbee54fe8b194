import { wireEventSchema } from "@ffmpeg-analytics/core";
import { eventPages, ORDERS } from "./stream";

const COUNT = 2_500;
const PAGE_EVENTS = 2_000;

const all = (order: (typeof ORDERS)[number], seed = 1) =>
	[...eventPages(COUNT, order, seed, PAGE_EVENTS)].flat();

it("makes valid events, in pages", () => {
	const pages = [...eventPages(COUNT, "time", 1, PAGE_EVENTS)];
	expect(pages.map((page) => page.length)).toEqual([
		PAGE_EVENTS,
		COUNT - PAGE_EVENTS,
	]);
	for (const event of pages[1] ?? []) {
		const { id, timestamp, userId, platform, operation, metrics, context } =
			event;
		wireEventSchema.parse({
			id,
			timestamp,
			userId,
			platform,
			operation,
			metrics,
			context,
		});
	}
});

it("shuffles the same events, and draws the same from the same seed", () => {
	const [inTime, shuffled] = ORDERS.map((order) => all(order));
	const sorted = [...(shuffled ?? [])].sort(
		(a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1),
	);
	const expected = [...(inTime ?? [])].sort(
		(a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1),
	);
	expect(sorted).toEqual(expected);
	expect(shuffled).not.toEqual(inTime);
	expect(all("time")).toEqual(inTime);
	expect(all("time", 2)).not.toEqual(inTime);
});
