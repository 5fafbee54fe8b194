import { decodable } from "./before-runtime";

describe("a path that cannot be decoded", () => {
	it.each([
		["/%zz", "/%25zz"],
		["/%", "/%25"],
		["/a%2", "/a%252"],
		["/%C3%28?x=%zz", "/%25C3%2528?x=%zz"],
		["/api/v1/templates/%ff/%20", "/api/v1/templates/%25ff/%2520"],
	])("has its per cents encoded: %s", (url, expected) => {
		expect(decodable(url)).toBe(expected);
		const [path = ""] = decodable(url).split("?");
		const [given] = url.split("?");
		expect(decodeURIComponent(path)).toBe(given);
	});

	it.each(["", "/", "*", "/a%20b", "/%C3%A9?x=%20", "/?x=%zz", "/x?y?%"])(
		"is none: %p stays as it is",
		(url) => expect(decodable(url)).toBe(url),
	);
});
