export type {
	TokenHolder,
	VerifyAppCheck,
	VerifyToken,
} from "./access/authorize";
export type { SignedIn, SignIn, SignInOutcome } from "./access/sign-in";
export { type AppOptions, createApp, type PageHandler } from "./app";
export {
	entersWindow,
	type HitCounter,
	WINDOW_MS,
	type WindowCount,
	windowStart,
} from "./limits/hit-counter";
export { createMemoryHitCounter } from "./limits/memory-hit-counter";
export type { LogFields, Logger } from "./logger";
export { PROBLEMS, type ProblemCode, type ProblemKind } from "./problems";
export { type RenderedProblem, renderProblem } from "./rendered-problem";
export { MAX_BODY_BYTES } from "./requests/body";
export { hasLongBody } from "./requests/body-stream";
export {
	inLines,
	type Line,
	type LineBounds,
	parseLine,
} from "./requests/lines";
export { IMPORT_LINE_BYTES } from "./routes/import";
export type { ImportAnswer } from "./routes/import-answer";
export { type MetricsSource, routeOf } from "./routes/metrics";
