import fc from "fast-check";

/** Something private, and the parts of it that must be nowhere in what was sanitised. */
export interface Secret {
	readonly text: string;
	/** Each at least five characters, none of them a word of FFmpeg's. */
	readonly needles: readonly string[];
}

/** Made-up words and names that no vocabulary holds. */
const WORDS = [
	"lovelace",
	"quibblewick",
	"Zanzibarra",
	"Ottilie",
	"grandmother",
	"honeymoon",
	"invoice",
	"Brückner",
	"Ярослав",
	"誕生日会",
	"fjordsommer",
	"kestrelmoor",
	"Wintergarten",
	"paediatrics",
	"salaryreview",
];

const word = fc.constantFrom(...WORDS);
const hex = fc
	.array(fc.constantFrom(..."0123456789abcdef"), {
		minLength: 24,
		maxLength: 64,
	})
	.map((digits) => digits.join(""));
const base64 = fc
	.array(
		fc.constantFrom(
			..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
		),
		{ minLength: 24, maxLength: 60 },
	)
	.map((letters) => letters.join(""));
const extension = fc.constantFrom(
	".mp4",
	".mov",
	".srt",
	".cube",
	"",
	".final.wav",
);
const joint = fc.constantFrom(" ", "_", "-", ".", "'s ", "%20", "&", "+");

const fileName = fc
	.tuple(word, joint, word, extension)
	.map(([a, between, b, end]) => ({
		text: a + between + b + end,
		needles: [a, b],
	}));

/** A private text of any kind; `text` may hold spaces, quotes, separators and any script. */
export const secret: fc.Arbitrary<Secret> = fc.oneof(
	fileName,
	fc.tuple(word, fileName).map(([folder, file]) => ({
		text: `/home/${folder}/${file.text}`,
		needles: [folder, ...file.needles],
	})),
	fc.tuple(word, fileName).map(([folder, file]) => ({
		text: `C:\\Users\\${folder}\\${file.text}`,
		needles: [folder, ...file.needles],
	})),
	fc.tuple(word, fileName).map(([server, file]) => ({
		text: `\\\\${server}\\share\\${file.text}`,
		needles: [server, ...file.needles],
	})),
	fc.tuple(word, fileName).map(([folder, file]) => ({
		text: `../${folder}/${file.text}`,
		needles: [folder, ...file.needles],
	})),
	fc.tuple(word, word, hex).map(([user, host, password]) => ({
		text: `https://${user}:${password}@${host}.example/x.m3u8?token=${password}`,
		needles: [user, host, password],
	})),
	fc.tuple(word, hex).map(([host, key]) => ({
		text: `rtmp://${host}.example/live/${key}`,
		needles: [host, key],
	})),
	word.map((name) => ({ text: `file:${name}.mkv`, needles: [name] })),
	fc.tuple(word, word).map(([a, b]) => ({
		text: `concat:${a}.ts|${b}.ts`,
		needles: [a, b],
	})),
	fc.tuple(word, word).map(([name, host]) => ({
		text: `${name}@${host}.org`,
		needles: [name, host],
	})),
	hex.map((token) => ({ text: token, needles: [token] })),
	base64.map((token) => ({ text: token, needles: [token] })),
	base64.map((token) => ({
		text: `eyJhbGciOiJIUzI1NiJ9.${token}.${token}`,
		needles: [token, "eyJhbGciOiJIUzI1NiJ9"],
	})),
	base64.map((token) => ({
		text: `data:video/mp4;base64,${token}==`,
		needles: [token],
	})),
	fc
		.tuple(word, word, word)
		.map(([a, b, c]) => ({ text: `${a} ${b}, ${c}!`, needles: [a, b, c] })),
	fc.constantFrom(
		{ text: "+49 151 23456789", needles: ["23456789"] },
		{ text: "4915123456789", needles: ["23456789"] },
		{ text: "0151-23456789", needles: ["23456789"] },
		{ text: "2001:db8:85a3::8a2e:370:7334", needles: ["8a2e:370:7334"] },
		{ text: "203.0.113.195", needles: ["203.0.113"] },
		{ text: "DE89370400440532013000", needles: ["0440532013"] },
	),
);

/** Values, options and filters that describe a technique. */
export const techniqueValue = fc.constantFrom(
	"libx264",
	"slow",
	"23",
	"2.5M",
	"00:00:10",
	"1280x720",
	"30000/1001",
	"yuv420p",
	"+faststart",
	"0:v:0",
	"5.1(side)",
	"iw/2",
	"16:9",
	"hd720",
);
export const techniqueKey = fc.constantFrom(
	"crf",
	"preset",
	"c:v",
	"-b:a",
	"videoCodec",
	"audio_bitrate",
	"vf",
	"filter_complex",
	"map",
	"scale",
	"drawtext",
	"x264-params",
	"outputOptions",
	"args",
	"command",
	"input",
	"output",
	"title",
	"metadata",
	"token",
	"start",
	"duration",
	"options",
	"filters",
	"hls_segment_filename",
	"var_stream_map",
	"init_hw_device",
	"name",
	"0",
);
/** Keys of hosts that say nothing of their value, or that it is private. */
export const hostKey = fc.constantFrom(
	"value",
	"payload",
	"data",
	"extra",
	"id",
	"number",
	"user",
	"users",
	"card_number",
	"phone",

	"custom",
	"x_zzz",
	"",
);

/** Telephones, cards, accounts and places as JSON numbers, and digits that must be nowhere. */
export const privateNumber = fc.constantFrom(
	{ number: 4915123456789, digits: "51234567" },
	{ number: 4111111111111111, digits: "111111" },
	{ number: 8123456789, digits: "123456" },
	{ number: 5551234567, digits: "551234" },
	{ number: 19850412, digits: "985041" },
	{ number: 52.520008, digits: "52000" },
	{ number: 13.404954, digits: "40495" },
);

export const optionName = fc.constantFrom(
	"-i",
	"-c:v",
	"-crf",
	"-vf",
	"-af",
	"-filter_complex",
	"-map",
	"-metadata",
	"-metadata:s:a:0",
	"-headers",
	"-passlogfile",
	"-x264-params",
	"-y",
	"-an",
	"-f",
	"-b:v",
	"-attach",
	"-bsf:v",
	"-init_hw_device",
	"-var_stream_map",
	"-disposition:a:0",
	"-unheard_of",
	"--long",
);
export const filterName = fc.constantFrom(
	"scale",
	"drawtext",
	"subtitles",
	"movie",
	"overlay",
	"select",
	"geq",
	"metadata",
	"lut3d",
	"sendcmd",
	"pan",
	"unheard_of",
);
export const filterOption = fc.constantFrom(
	"text",
	"textfile",
	"fontfile",
	"x",
	"w",
	"enable",
	"filename",
	"force_style",
	"key",
	"value",
	"unheard_of",
	"",
);
