import type { TokenHolder } from "@ffmpeg-analytics/api";

/**
 * The role that an account's custom claims give: `{role: "admin"}` or `{admin: true}`, and the same
 * for `analyst`; the higher one of two. `firestore.rules` reads them in the same way.
 */
export function roleOf(claims: Readonly<Record<string, unknown>>): TokenHolder {
	for (const role of ["admin", "analyst"] as const)
		if (claims[role] === true || claims.role === role) return { role };
	return {};
}
