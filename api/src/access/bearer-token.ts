import type { Request } from "express";

/** The key or token of `Authorization: Bearer`; undefined without one, or in another form. */
export function bearerTokenOf(request: Request): string | undefined {
	return /^bearer +(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
}
