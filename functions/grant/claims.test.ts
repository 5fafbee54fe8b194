import { roleOf } from "../src/role-of";
import {
	describeRights,
	hasRole,
	ROLES,
	withoutRole,
	withRole,
} from "./claims";

const OTHERS = { tenant: 7, groups: ["a"], role: "editor" };

describe.each(ROLES)("%s", (role) => {
	it("is what the home reads, once it is granted", () => {
		const granted = withRole(OTHERS, role);
		expect(roleOf(granted)).toEqual({ role });
		expect(granted).toMatchObject(OTHERS);
		expect(withRole(granted, role)).toBe(granted);
	});

	it("is gone once it is revoked, whatever form it had", () => {
		for (const claims of [{ [role]: true }, { role }, { role, [role]: true }]) {
			expect(hasRole(claims, role)).toBe(true);
			expect(withoutRole({ tenant: 7, ...claims }, role)).toEqual({
				tenant: 7,
			});
		}
		expect(withoutRole(OTHERS, role)).toEqual(OTHERS);
	});
});

it("an admin who is no analyst any more is an admin still", () => {
	const claims = withoutRole({ admin: true, analyst: true }, "analyst");
	expect(claims).toEqual({ admin: true });
	expect(describeRights(claims)).toBe(
		"may read reports, run jobs and erase users",
	);
});

it("a claim that is not true is none", () => {
	expect(hasRole({ admin: "yes" }, "admin")).toBe(false);
	expect(withRole({ admin: false }, "admin")).toEqual({ admin: true });
	expect(describeRights({ admin: false })).toBe("may read nothing");
});
