import { openRecorder } from "../../testing/open-recorder.ts";

const OPERATION = {
	userId: "ada",
	operationType: "trim",
	processingTime: 1,
	success: true,
};

test("one listener waits for the end of the process, and goes with the last recorder", async () => {
	const before = process.listenerCount("exit");
	const opened = [openRecorder(), openRecorder(), openRecorder()];
	expect(process.listenerCount("exit")).toBe(before);
	for (const { recorder } of opened) recorder.track(OPERATION);
	expect(process.listenerCount("exit")).toBe(before + 1);
	await opened[0]?.recorder.close(100);
	expect(process.listenerCount("exit")).toBe(before + 1);
	for (const { recorder } of opened) await recorder.close(100);
	expect(process.listenerCount("exit")).toBe(before);
});
