import { isExpression } from "./expression";
import { BARE, isPair, isQuantity, isTime, KNOWN } from "./quantity";
import { isBareTechnique, isTechnique } from "./technique-value";

describe("isTechnique", () => {
	it.each([
		"libx264",
		"LIBX264",
		"yuv420p10le",
		"slow",
		"+faststart+frag_keyframe",
		"-cgop",
		"lanczos+accurate_rnd",
		"23",
		"-2",
		"2.5M",
		"192k",
		"-30dB",
		"1e-3",
		"1080p60",
		"0x1F",
		"1073741824",
		"2147483647",
		"00:01:02.5",
		"1:02:03",
		"01:00:00:12",
		"1920x1080",
		"16:9",
		"30000/1001",
		"hd720",
		"5.1(side)",
		"red",
		"red@0.5",
		"#FF00AA",
		"0x00FF00@0x80",
		"yuv420p|yuv444p",
		"file,http,tcp",
		"1.0:0.15",
		"-1,-1",
		"0/0 0.5/0.58 1/1",
		"1 0.5",
		"0 -1 0",
		"iw/2-1",
		"(ow-iw)/2",
		"between(t,1,2)",
		"expr:gte(t,n_forced*2)",
		"0:00:05,0:00:10",
		"44100*1.25",
		"16/9",
		"c0=0.5*FL+0.5*FR",
		"0_0|w0_0|0_h0",
		"if(gte(t,2),-w+(t-2)*20,NAN)",
		"128 kbps",
		"1h2m3s",
		"1m30.5s",
		"2h",
		"640x?",
		"?x480",
		"#fff",
		"&H00FFFFFF",
		"rgb(255, 0, 0)",
		"rgba(0,0,0,0.5)",
		"hsl(120,50%,50%)",
		"16777215",
		"stream=width,height:format=duration,size",
		"",
		"[text]",
	])("keeps %j beside a known option", (text) => {
		expect(isTechnique(text)).toBe(true);
	});

	it.each([
		"my holiday video",
		"Ada Lovelace",
		"slow film",
		"libx264 slow",
		"h264/lovelace",
		"video.mp4",
		"/dev/null",
		"C:\\x",
		"ada@example.com",
		"https://a",
		"red@lovelace",
		"+lovelace",
		"between(t,1,lovelace)",
		"lovelace(1)",
		"iw*lovelace",
		"4915112345678",
		"5551234567",
		"0151 2345678",
		"555-123-4567",
		"(555) 123-4567",
		"4111 1111 1111 1111",
		"06 12 34 56 78",
		"2024-05-01",
		"12/25/1985",
		"01.05.2024",
		"12:25:1985",
		"10:20:30:40:50:60",
		"192.168.1.10",
		"2001:4860:4860:8888",
		"fe80::1",
		"52.520008,13.404954",
		"deadbeefdeadbeef",
		"#adalove",
		"２３",
		"м",
		"mp4\u0000",
		"mp4\u200b",
		"[ada]",
		"a,,b",
		"128 lovelace",
		"12 S",
		"5m1h",
		"1h5",
		"12345h1m",
		"?x?",
		"x?",
		"640x?480",
		"rgb(lovelace,1,2)",
		"rgb(1,2)",
		"rgb(1234,1,2)",
		"lovelace(1,2,3)",
		"23\u2003",
		"\ufefflibx264",
	])("loses %j beside a known option", (text) => {
		expect(isTechnique(text)).toBe(false);
	});
});

describe("isBareTechnique", () => {
	it.each([
		"libx264",
		"mp4",
		"slow",
		"23",
		"1073741824",
		"00:00:10",
		"1280x720",
		"16:9",
		"[path]",
		"",
	])("keeps %j where nothing vouches for it", (text) => {
		expect(isBareTechnique(text)).toBe(true);
	});

	it.each([
		"red",
		"snow",
		"text",
		"left",
		"1234567",
		"52.520008",
		"30000/1001x",
		"0xdeadbeef",
		"a,b",
		"iw/2",
	])("loses %j where nothing vouches for it", (text) => {
		expect(isBareTechnique(text)).toBe(false);
	});
});

describe("quantities", () => {
	it("know the edge between a number and a telephone", () => {
		expect(isQuantity("1234567", KNOWN)).toBe(true);
		expect(isQuantity("12345678", KNOWN)).toBe(false);
		expect(isQuantity("12345000", KNOWN)).toBe(true);
		expect(isQuantity("123456", BARE)).toBe(true);
		expect(isQuantity("1234567", BARE)).toBe(false);
		expect(isQuantity("007", KNOWN)).toBe(false);
		expect(isQuantity("1.3333333333333333", KNOWN)).toBe(true);
		expect(isQuantity("0.123456789012345678", KNOWN)).toBe(false);
		expect(isQuantity("1.", KNOWN)).toBe(false);
		expect(isQuantity("-", KNOWN)).toBe(false);
		expect(isQuantity("5lovelace", KNOWN)).toBe(false);
	});

	it("know times by their two digits", () => {
		expect(isTime("1:02")).toBe(true);
		expect(isTime("1:2")).toBe(false);
		expect(isTime("1:02:03:04:05")).toBe(false);
		expect(isTime("1:02:03.")).toBe(false);
	});

	it("know pairs by their joint", () => {
		expect(isPair("1920x1080", "x")).toBe(true);
		expect(isPair("1920x1080x", "x")).toBe(false);
		expect(isPair("x1080", "x")).toBe(false);
		expect(isPair("0151/234567", "/")).toBe(false);
	});
});

describe("isExpression", () => {
	it("needs operands and operators in turn", () => {
		expect(isExpression("iw ih")).toBe(false);
		expect(isExpression("iw+")).toBe(false);
		expect(isExpression("*iw")).toBe(false);
		expect(isExpression("(iw")).toBe(false);
		expect(isExpression("iw)")).toBe(false);
		expect(isExpression("random()")).toBe(true);
		expect(isExpression("st(0,1);ld(0)+iw")).toBe(true);
	});
});
