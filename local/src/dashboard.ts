import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { PageHandler } from "@ffmpeg-analytics/api";

/** All files of the build together, bytes; ours come to about 1 MB. */
const MAX_BUILD_BYTES = 16 * 1024 * 1024;

/**
 * Serves the dashboard's build out of memory, so that a home goes on with the build that it started
 * with while another one is made. The page has addresses of its own: a browser that asks for one gets
 * the index. Undefined where the folder holds no build.
 *
 * @throws {Error} if the build is larger than anything we make
 */
export function openDashboard(folder: string): PageHandler | undefined {
	const files = readBuild(folder);
	const index = files.get(INDEX);
	if (index === undefined) return undefined;
	return (request, response, next) => {
		const file =
			request.method === "GET" || request.method === "HEAD"
				? (files.get(pathOf(request)) ??
					(isPageAddress(request) ? index : undefined))
				: undefined;
		if (file === undefined) next();
		else send(request, response, file);
	};
}

/** What the page may do: run and show what comes from its own home, and nothing else. */
export const PAGE_HEADERS = {
	"Content-Security-Policy": [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' data:",
		"connect-src 'self'",
		"font-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join("; "),
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
} as const;

/** For how long a browser may keep a file without asking. */
export const CACHING = {
	/** Their names tell their content. */
	assets: "public, max-age=31536000, immutable",
	others: "no-cache",
} as const;

interface PageFile {
	readonly headers: ReadonlyMap<string, string>;
	readonly entityTag: string;
	readonly content: Buffer;
	readonly gzipped: Buffer;
}

const INDEX = "/index.html";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
};

function readBuild(folder: string): ReadonlyMap<string, PageFile> {
	const files = new Map<string, PageFile>();
	let bytes = 0;
	for (const path of pathsIn(folder)) {
		const content = readFileSync(join(folder, path));
		bytes += content.length;
		if (bytes > MAX_BUILD_BYTES)
			throw new Error(`${folder} holds more than the dashboard's build.`);
		const address = `/${path.replaceAll(sep, "/")}`;
		files.set(address, describeFile(address, content));
	}
	return files;
}

/** What begins with a dot is the build's own. */
function pathsIn(folder: string): string[] {
	try {
		return readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
			.filter((path) => !path.split(sep).some((part) => part.startsWith(".")));
	} catch {
		return [];
	}
}

function describeFile(address: string, content: Buffer): PageFile {
	const hash = createHash("sha256").update(content).digest("base64url");
	const entityTag = `"${hash}"`;
	const isAsset = address.startsWith("/assets/");
	return {
		headers: new Map([
			...Object.entries(PAGE_HEADERS),
			["Cache-Control", isAsset ? CACHING.assets : CACHING.others],
			[
				"Content-Type",
				CONTENT_TYPES[extname(address)] ?? "application/octet-stream",
			],
			["ETag", entityTag],
			["Vary", "Accept-Encoding"],
		]),
		entityTag,
		content,
		gzipped: gzipSync(content),
	};
}

function send(
	{ method, headers }: IncomingMessage,
	response: ServerResponse,
	file: PageFile,
): void {
	response.setHeaders(new Map(file.headers));
	if (headers["if-none-match"]?.includes(file.entityTag)) {
		response.writeHead(304).end();
		return;
	}
	const isGzipped = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(
		headers["accept-encoding"] ?? "",
	);
	const body = isGzipped ? file.gzipped : file.content;
	if (isGzipped) response.setHeader("Content-Encoding", "gzip");
	response.setHeader("Content-Length", body.length);
	response.writeHead(200).end(method === "HEAD" ? undefined : body);
}

function pathOf({ url = "/" }: IncomingMessage): string {
	const path = url.split("?", 1)[0] ?? "/";
	return path === "/" ? INDEX : path;
}

/** Programs that ask for a path that is none are told so; people see the page, which says it too. */
function isPageAddress(request: IncomingMessage): boolean {
	return (
		(request.headers.accept ?? "").includes("text/html") &&
		!/^\/(api|assets|logOperation)(\/|$)/.test(pathOf(request))
	);
}
