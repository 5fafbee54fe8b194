import { commitTimeoutMs, deadlineSettings } from "./deadlines";

test.each([
	[60_000, 30_000],
	[10_000, 5_000],
	[3_600_000, 30_000],
	[0, 30_000],
])("with a lag of %d ms a commit has %d ms", (lagMs, expected) => {
	expect(commitTimeoutMs(lagMs)).toBe(expected);
});

test("commits and reads have deadlines on the channel", () => {
	const { methodConfig } = JSON.parse(
		deadlineSettings(1_500)["grpc.service_config"],
	);
	expect(methodConfig).toEqual([
		expect.objectContaining({ timeout: { seconds: 0, nanos: 750_000_000 } }),
		expect.objectContaining({ timeout: { seconds: 30, nanos: 0 } }),
	]);
});
