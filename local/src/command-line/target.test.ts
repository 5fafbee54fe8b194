import { UsageError } from "./read-options";
import { DEFAULT_FILE, targetOf } from "./target";

const URL_OF_HOME = "https://analytics.example.org";

describe("targetOf", () => {
	it("is the default file where nothing is said", () => {
		expect(targetOf({}, { FIREBASE_ENDPOINT: " " }, "reader")).toEqual({
			kind: "file",
			file: DEFAULT_FILE,
		});
	});

	it("takes the address that hosts post to, and the key for the role", () => {
		const environment = {
			FIREBASE_ENDPOINT: ` ${URL_OF_HOME}/logOperation `,
			ANALYTICS_READER_KEY: "reader",
			ANALYTICS_ADMIN_KEY: "admin",
		};
		const home = { kind: "endpoint", url: URL_OF_HOME };
		expect(targetOf({}, environment, "reader")).toEqual({
			...home,
			key: "reader",
		});
		expect(targetOf({}, environment, "admin")).toEqual({
			...home,
			key: "admin",
		});
		const { ANALYTICS_READER_KEY: _, ...adminOnly } = environment;
		expect(targetOf({}, adminOnly, "reader")).toEqual({
			...home,
			key: "admin",
		});
	});

	it("heeds an option before the environment", () => {
		const environment = {
			FIREBASE_ENDPOINT: "https://other.example.org",
			ANALYTICS_ADMIN_KEY: "admin",
		};
		expect(targetOf({ db: "x.db" }, environment, "admin")).toEqual({
			kind: "file",
			file: "x.db",
		});
		expect(
			targetOf(
				{ endpoint: `${URL_OF_HOME}/below/`, key: "mine" },
				environment,
				"admin",
			),
		).toEqual({ kind: "endpoint", url: `${URL_OF_HOME}/below`, key: "mine" });
	});

	it.each([
		[{ db: "x.db", endpoint: URL_OF_HOME }, "exclude each other"],
		[{ db: "x.db", key: "key" }, "--key goes with --endpoint"],
		[{ endpoint: "analytics.example.org" }, "must be an address"],
		[{ endpoint: "ftp://example.org" }, "must be an address"],
		[{ endpoint: `${URL_OF_HOME}?key=1` }, "an address alone"],
		[{ endpoint: "https://me@example.org" }, "an address alone"],
		[{ endpoint: URL_OF_HOME, key: "a key" }, "visible ASCII"],
	])("refuses %j", (given, words) => {
		expect(() => targetOf(given, {}, "admin")).toThrow(UsageError);
		expect(() => targetOf(given, {}, "admin")).toThrow(words);
	});
});
