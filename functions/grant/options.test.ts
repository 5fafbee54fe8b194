import { GrantError } from "./grant-error";
import { readOptions } from "./options";

const ADA = "ada@example.com";

it("takes an address, a claim, and what to do with it where", () => {
	expect(readOptions([ADA, "analyst"])).toEqual({
		email: ADA,
		role: "analyst",
		revoke: false,
		project: undefined,
	});
	expect(readOptions(["--revoke", ADA, "admin", "--project", "ours"])).toEqual({
		email: ADA,
		role: "admin",
		revoke: true,
		project: "ours",
	});
	expect(readOptions(["--help"])).toBe("help");
});

it.each([
	[[], /An e-mail address and a claim/],
	[[ADA], /An e-mail address and a claim/],
	[[ADA, "admin", "analyst"], /no more/],
	[["ada", "admin"], /ada is no e-mail address/],
	[[ADA, "owner"], /no claim owner: it is analyst or admin/],
	[[ADA, "Admin"], /no claim Admin/],
	[[ADA, "admin", "--force"], /--force/],
	[[ADA, "admin", "--project"], /--project/],
])("says what is wrong with %j", (words, said) => {
	expect(() => readOptions(words)).toThrow(said);
	try {
		readOptions(words);
	} catch (error) {
		expect(error).toBeInstanceOf(GrantError);
		expect(error).toMatchObject({
			exitCode: 2,
			hint: expect.stringContaining("--help"),
		});
	}
});
