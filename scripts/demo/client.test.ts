import { setEnvironmentAside } from "./client.ts";

describe("setEnvironmentAside", () => {
	it("removes what speaks to the client, and names what was set", () => {
		const environment = {
			ANALYTICS_ENABLED: "false",
			ANALYTICS_SALT: "",
			DO_NOT_TRACK: "1",
			INGEST_KEYS: "of the home",
			PATH: "/usr/bin",
		};
		expect(setEnvironmentAside(environment)).toEqual([
			"ANALYTICS_ENABLED",
			"DO_NOT_TRACK",
		]);
		expect(environment).toEqual({
			INGEST_KEYS: "of the home",
			PATH: "/usr/bin",
		});
	});
});
