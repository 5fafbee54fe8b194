import { roleOf } from "../src/role-of.ts";

/** What an account may be granted: to read reports, or to run jobs too. */
export const ROLES = ["analyst", "admin"] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** An account's custom claims. */
export type Claims = Readonly<Record<string, unknown>>;

/** Whether the claims give this very role, in either of the forms that `roleOf` reads. */
export function hasRole(claims: Claims, role: Role): boolean {
	return claims[role] === true || claims.role === role;
}

/** The claims with the role. All others stay, as other services may read them. */
export function withRole(claims: Claims, role: Role): Claims {
	return hasRole(claims, role) ? claims : { ...claims, [role]: true };
}

/** The claims without the role, in whatever form it was there. All others stay. */
export function withoutRole(claims: Claims, role: Role): Claims {
	const entries = Object.entries(claims).filter(
		([name, value]) => name !== role && !(name === "role" && value === role),
	);
	return Object.fromEntries(entries);
}

/** What the claims let their holder do, in words. */
export function describeRights(claims: Claims): string {
	switch (roleOf(claims).role) {
		case "admin":
			return "may read reports, run jobs and erase users";
		case "analyst":
			return "may read reports";
		case undefined:
			return "may read nothing";
	}
}
