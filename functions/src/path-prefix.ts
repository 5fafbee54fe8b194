/**
 * The path as the HTTP app knows it. A function sees all of it behind Hosting, and at its own URL
 * without the function's name: `/api/v1/usage` and `/v1/usage` are one call.
 */
export function withPathPrefix(prefix: string, url: string): string {
	const [path = "", ...query] = url.split("?");
	const isWhole = path === prefix || path.startsWith(`${prefix}/`);
	const whole = isWhole ? path : prefix + (path === "/" ? "" : path);
	return [whole, ...query].join("?");
}
