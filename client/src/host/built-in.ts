import { createRequire } from "node:module";

/**
 * A module of Node's own, loaded when it is first needed: a host that only imports the client, or has opted
 * out, does not pay for it. Synchronous, because a process that ends cannot await anything.
 */
export const builtIn: NodeJS.Require = createRequire(process.execPath);
