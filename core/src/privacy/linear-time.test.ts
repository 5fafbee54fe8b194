import { sanitizeErrorMessage, sanitizeParameters } from ".";

/** Four times the text may take this many times the time: linear is 4, quadratic would be 16. */
const MOST_TIMES = 9;
const REPEATS = 12;
/** Below this the clock says nothing. */
const SHORTEST_US = 60;

const UNITS = [
	"[",
	"]",
	"(",
	")",
	"'",
	'"',
	"\\",
	",",
	";",
	":",
	"=",
	"-",
	"@",
	"/",
	" ",
	"+",
	"é",
	"1",
	"a",
	"a ",
	"-a ",
	"--",
	"a=",
	"[a]",
	"[a",
	"[text]",
	"[text]=",
	"[key]=",
	"scale=",
	"scale=[",
	"scale=(",
	"scale=[text]",
	"drawtext=text='",
	"drawtext='text=",
	"'a ",
	" 'a",
	"0:",
	"0:v,",
	"1,",
	"1+",
	"1/",
	"f(",
	"if(",
	"between(t,",
	"eq(1,",
	"ff",
	"ff ",
	"ffmpeg ",
	"ffmpeg -i a ",
	"-i a ",
	"-vf a ",
	"keyint=1:",
	"x=1:",
	": ",
	": no ",
	": no such file or directory ",
	"[a @ 0x1] ",
	"[a @ ",
	"[ptr]",
	"a.",
	"a.mp4 ",
	"e1",
	"red,",
	"+red",
	"G(1,1)",
	"w0_",
	"5.1(side)",
	"\n",
	"a\n",
	"title : a\n",
	"error ",
	"file a ",
	"input file ",
	"12345 ",
	"%",
	"“a” ",
	"“a ",
	"1h",
	"rgb(1,",
	"128 kbps",
	"c0 f=1 ",
	"id=0,1 ",
	"metadata=",
	"ffmpeg:1 ",
	"'ffmpeg -i a ",
	'{"a":',
	'["a",',
	".:",
	"=N/A ",
	": zugriff verweigert",
	"\né",
] as const;

const PLACES: readonly ((text: string) => string)[] = [
	(text) => JSON.stringify({ any: text }),
	(text) => JSON.stringify({ crf: text }),
	(text) => JSON.stringify({ vf: text }),
	(text) => JSON.stringify({ scale: text }),
	(text) => JSON.stringify({ drawtext: `x=1:${text}` }),
	(text) => JSON.stringify({ command: `ffmpeg ${text}` }),
	(text) => JSON.stringify({ map: text, "x264-params": `keyint=1:${text}` }),
	(text) =>
		JSON.stringify({ args: ["-vf", `scale=1:1,${text}`, `-i ${text}`] }),
	(text) => JSON.stringify({ [text]: 1 }),
	(text) => JSON.stringify({ any: JSON.stringify({ crf: text, vf: text }) }),
	(text) => JSON.stringify({ any: `{"${text}"}`, ids: [`["${text}"]`] }),
	(text) => JSON.stringify({ list: text.match(/.{1,8}/gsu) ?? [] }),
];

function bestUs(run: () => unknown): number {
	let best = Number.POSITIVE_INFINITY;
	for (let i = 0; i < REPEATS; i++) {
		const start = performance.now();
		run();
		best = Math.min(best, (performance.now() - start) * 1_000);
	}
	return best;
}

function repeated(unit: string, length: number): string {
	return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** Units whose time grows faster than their length, with the factor. */
function superlinear(run: (text: string) => unknown, short: number): string[] {
	const found: string[] = [];
	for (const unit of UNITS) {
		let times = 0;
		for (let attempt = 0; attempt < 3; attempt++) {
			const long = bestUs(() => run(repeated(unit, short * 4)));
			if (long < SHORTEST_US) {
				times = 0;
				break;
			}
			times = long / bestUs(() => run(repeated(unit, short)));
			if (times <= MOST_TIMES) break;
		}
		if (times > MOST_TIMES) found.push(`${JSON.stringify(unit)} x${times}`);
	}
	return found;
}

describe("time", () => {
	it.each(PLACES.map((place) => [place("…"), place] as const))(
		"grows with the length only, for hostile parameters like %s",
		(_name, place) => {
			expect(
				superlinear((text) => sanitizeParameters(place(text)), 1_000),
			).toEqual([]);
		},
	);

	it("grows with the length only, for hostile error messages", () => {
		expect(superlinear(sanitizeErrorMessage, 3_900)).toEqual([]);
	});

	it("stays under some milliseconds for the longest parameters", () => {
		const slowest = Math.max(
			...UNITS.flatMap((unit) =>
				PLACES.map((place) => {
					const json = place(repeated(unit, 2_000));
					return json.length > 8_192
						? 0
						: bestUs(() => sanitizeParameters(json));
				}),
			),
		);
		expect(slowest).toBeLessThan(20_000);
	});
});
