/**
 * Whether a text is a JSON Web Token by its shape: three parts, the first two of which hold objects.
 * Says nothing of who made it. What has another shape, a mistyped key for instance, need not reach a
 * verifier: firebase-admin would be loaded for it, and some shapes make it throw what looks like a
 * failure of its own.
 */
export function isJsonWebToken(text: string): boolean {
	const parts = text.split(".");
	return parts.length === 3 && parts.slice(0, 2).every(holdsObject);
}

function holdsObject(part: string): boolean {
	try {
		const value: unknown = JSON.parse(
			Buffer.from(part, "base64url").toString(),
		);
		return typeof value === "object" && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}
