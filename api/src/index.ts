export type { TokenHolder, VerifyToken } from "./access/authorize";
export { type AppOptions, createApp } from "./app";
export type { LogFields, Logger } from "./logger";
export { PROBLEMS, type ProblemCode, type ProblemKind } from "./problems";
export { MAX_BODY_BYTES } from "./requests/body";
