import { formatBytes, formatCount, formatMs, formatShare } from "./figures";

it.each([
	[formatCount(1_234_567), "1,234,567"],
	[formatShare(0.875), "87.5 %"],
	[formatMs(0.4), "0 ms"],
	[formatMs(999.4), "999 ms"],
	[formatMs(999.5), "1.00 s"],
	[formatMs(59_994), "59.99 s"],
	[formatMs(59_995), "1 min 0 s"],
	[formatMs(3_600_000), "60 min 0 s"],
	[formatBytes(null), "-"],
	[formatBytes(999), "999 B"],
	[formatBytes(1_000), "1.0 kB"],
	[formatBytes(999_949), "999.9 kB"],
	[formatBytes(999_950), "1.0 MB"],
	[formatBytes(1.5e15), "1.5 PB"],
	[formatBytes(1.5e19), "15000.0 PB"],
])("reads %s as %s", (text, expected) => {
	expect(text).toBe(expected);
});
