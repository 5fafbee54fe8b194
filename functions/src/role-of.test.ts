import { roleOf } from "./role-of";

test.each([
	[{ admin: true }, "admin"],
	[{ role: "admin" }, "admin"],
	[{ analyst: true }, "analyst"],
	[{ role: "analyst" }, "analyst"],
	[{ analyst: true, role: "admin" }, "admin"],
	[{}, undefined],
	[{ admin: "true" }, undefined],
	[{ admin: 1, analyst: false }, undefined],
	[{ role: "owner" }, undefined],
	[{ role: ["admin"] }, undefined],
])("%j gives %s", (claims, role) => {
	expect(roleOf(claims).role).toBe(role);
});
