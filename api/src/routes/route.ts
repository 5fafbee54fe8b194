import type { Request } from "express";
import type { Access } from "../access/authorize";
import type { Reply } from "../reply";

/** One call of the API. The app asks `access` before it calls `handle`. */
export interface Route {
	readonly method: "GET" | "POST";
	/** As Express writes it: `/api/v1/templates/:id`. */
	readonly path: string;
	readonly access: Access;
	/** Throws only what core's use cases throw, and bugs. */
	readonly handle: (request: Request) => Promise<Reply>;
}
