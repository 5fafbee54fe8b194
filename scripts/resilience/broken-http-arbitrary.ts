import fc from "fast-check";
import { requestBytes } from "./raw-http.ts";

/** Bytes that are no HTTP, or HTTP that no client of ours would send; any answer must be a clear one. */
export function strangeRequest(): fc.Arbitrary<Buffer> {
	return fc.oneof(
		strangeTargets(),
		strangeMethods(),
		strangeHeaders(),
		brokenFraming(),
		noHttp(),
	);
}

const METHODS = [
	"GET",
	"POST",
	"HEAD",
	"PUT",
	"DELETE",
	"OPTIONS",
	"PATCH",
	"TRACE",
	"QUERY",
];

const PATHS = [
	"/",
	"//",
	"/logOperation",
	"/logOperation/",
	"/LOGOPERATION",
	"/logoperation",
	"/api/v1/usage",
	"/api/v1/sequences",
	"/api/v1/operations",
	"/api/v1/health",
	"/api/v1/templates",
	"/api/v1/openapi.json",
	"/api/v1/jobs/aggregate",
	"/api/v1/jobs/x",
	"/api/v1/templates/x",
	"/api/v1/users/x",
	"/api/v1/export",
	"/api/v1/sequences/identify",
	"/../../etc/passwd",
	"/%2e%2e/%2e%2e/etc/passwd",
	"/%00",
	"/%",
	"/%zz",
	"/%c0%af",
	"/%ff",
	"/.",
	"/api/v1/templates/%ff",
	"/api/v1/templates/..%2f",
	"/__proto__",
	"*",
	"http://localhost/api/v1/health",
	"http://[::1",
	"//evil/api/v1/health",
	"/a?b?c",
	"/api/v1/health#x",
	"/\u00ff",
	"/;/",
	"/api//v1//health",
	"localhost:80",
	"",
	"\\",
	`/${"a".repeat(9_000)}`,
	`/${"../".repeat(1_000)}`,
	`/api/v1/templates/${"%41".repeat(2_000)}`,
];

const QUERIES = [
	"",
	"?",
	"?x",
	"?__proto__=1",
	"?constructor=1",
	"?start=2026-11-22&start=x",
	"?limit=1e9",
	"?limit=-1",
	"?limit=0x10",
	"?limit=NaN",
	"?limit=",
	"?limit=99999999999999999999",
	"?pageToken=%00",
	"?pageToken=%ff",
	"?pageToken=e30",
	"?pageToken=%F0%9F",
	"?%",
	"?start=9999-12-31&end=0000-01-01",
	"?start=1970-01-01&end=2970-01-01",
	"?start=null",
	"?minFrequency=1e400",
	"?minSuccessRate=2",
	"?minSuccessRate=-0",
	"?candidates=yes",
	"?platform=mcp&platform=x",
	"?workflowType=__proto__",
	"?format=xml",
	"?a[b]=c",
	"?a.b=c",
	`?${"x=1&".repeat(1_500)}`,
	`?pageToken=${"A".repeat(6_000)}`,
	`?${Buffer.from('{"v":1,"f":"x"}').toString("base64url")}`,
];

const HOST = ["Host", "localhost"] as const;

function strangeTargets(): fc.Arbitrary<Buffer> {
	const text = fc.string({ unit: "grapheme-ascii", maxLength: 60 });
	const path = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...PATHS) },
		{ weight: 1, arbitrary: text.map((rest) => `/${rest}`) },
		{ weight: 1, arbitrary: text.map((rest) => `/api/v1/templates/${rest}`) },
	);
	const query = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...QUERIES) },
		{ weight: 1, arbitrary: text.map((rest) => `?${rest}`) },
		{
			weight: 1,
			arbitrary: text.map((rest) => `?pageToken=${encodeURIComponent(rest)}`),
		},
	);
	return fc
		.tuple(fc.constantFrom(...METHODS), path, query)
		.map(([method, target, more]) =>
			requestBytes(method, target + more, [HOST]),
		);
}

function strangeMethods(): fc.Arbitrary<Buffer> {
	return fc
		.tuple(
			fc.constantFrom(
				"CONNECT",
				"PURGE",
				"PROPFIND",
				"get",
				"Post",
				"GETT",
				"",
				"M-SEARCH",
				"\u0000",
				"PRI",
				"SOURCE",
				"G ET",
				"POST\t",
				"LINK",
			),
			fc.constantFrom("/logOperation", "*", "localhost:443", "/api/v1/health"),
		)
		.map(([method, target]) => requestBytes(method, target, [HOST]));
}

function strangeHeaders(): fc.Arbitrary<Buffer> {
	const value = fc.oneof(
		fc.constantFrom(
			"",
			" ",
			",",
			"\u0000",
			"\u007f",
			"\u00ff",
			"a\tb",
			"x".repeat(20_000),
			'"',
			"*",
			"localhost",
			"evil.example",
			"localhost:99999",
			"[::1]:80",
			"127.0.0.1.evil.example",
			"LOCALHOST",
			"127.1",
			"user@localhost",
			"localhost/",
			"0",
			"-1",
			"1e3",
			"null",
			"https://localhost",
			"https://app.example",
			"http://",
			"http://[",
			"chrome-extension://x",
			"Bearer",
			"Bearer  ",
		),
		fc.string({ unit: "grapheme-ascii", maxLength: 40 }),
	);
	const name = fc.constantFrom(
		"Host",
		"Origin",
		"Authorization",
		"Content-Type",
		"Content-Encoding",
		"Expect",
		"Content-Length",
		"Transfer-Encoding",
		"Connection",
		"Upgrade",
		"TE",
		"Via",
		"X-Forwarded-For",
		"X-Forwarded-Host",
		"Forwarded",
		"X-Real-IP",
		"Cookie",
		"Range",
		"If-None-Match",
		"Access-Control-Request-Method",
		"X-Firebase-AppCheck",
		"__proto__",
		"Bad Name",
		"",
		":",
		"\u00e9",
	);
	const headers = fc.array(fc.tuple(name, value), {
		minLength: 1,
		maxLength: 4,
	});
	return fc
		.tuple(
			fc.constantFrom("GET", "POST", "OPTIONS"),
			fc.constantFrom("/logOperation", "/api/v1/health", "/api/v1/operations"),
			headers,
			fc.constantFrom("with host", "without host"),
			fc.constantFrom("", "{}", '{"events":[]}'),
		)
		.map(([method, target, given, host, body]) =>
			requestBytes(
				method,
				target,
				host === "with host" ? [HOST, ...given] : given,
				Buffer.from(body),
			),
		);
}

function brokenFraming(): fc.Arbitrary<Buffer> {
	const framing = fc.constantFrom<readonly (readonly [string, string])[]>(
		[["Content-Length", "-1"]],
		[["Content-Length", "1"]],
		[["Content-Length", "1e3"]],
		[["Content-Length", "99999999999999999999999"]],
		[["Content-Length", "2, 2"]],
		[
			["Content-Length", "2"],
			["Content-Length", "3"],
		],
		[
			["Content-Length", "2"],
			["Transfer-Encoding", "chunked"],
		],
		[["Content-Length", "1048577"]],
		[["Content-Length", "4294967296"]],
		[["Transfer-Encoding", "gzip"]],
		[["Transfer-Encoding", "chunked, identity"]],
		[["Transfer-Encoding", "chunked"]],
		[
			["Transfer-Encoding", "chunked"],
			["Transfer-Encoding", "chunked"],
		],
	);
	const body = fc.constantFrom(
		"{}",
		"2\r\n{}\r\n0\r\n\r\n",
		"zz\r\n{}\r\n",
		"-2\r\n{}\r\n0\r\n\r\n",
		"0\r\n\r\n",
		"ffffffffffffffff\r\n{}",
		"2\n{}\n0\n\n",
		"3\r\n{}\r\n0\r\n\r\n",
		"2\r\n{}0\r\n\r\n",
		"0\r\nbad trailer\r\n\r\n",
		"2;ext=\u0000\r\n{}\r\n0\r\n\r\n",
		"",
		`2;${"x".repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
		`0\r\nX-T: ${"x".repeat(20_000)}\r\n\r\n`,
	);
	return fc
		.tuple(framing, body)
		.map(([headers, text]) =>
			requestBytes(
				"POST",
				"/logOperation",
				[HOST, ["Content-Type", "application/json"], ...headers],
				Buffer.from(text, "latin1"),
			),
		);
}

function noHttp(): fc.Arbitrary<Buffer> {
	const fixed = fc.constantFrom(
		"\r\n",
		"GET\r\n\r\n",
		"GET / HTTP/9.9\r\n\r\n",
		"GET / HTTP/1.0\r\n\r\n",
		"GET /\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"GET / HTTP/1.1\nHost: localhost\n\n",
		"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"GET / HTTP/1.1\r\n\r\n",
		"GET / HTTP/1.1\r\n X: y\r\n\r\n",
		"GET / HTTP/1.1\r\nX\r\n\r\n",
		"\u0016\u0003\u0001\u0002\u0000",
		`GET / HTTP/1.1\r\n${"X: y\r\n".repeat(5_000)}\r\n`,
		`GET / HTTP/1.1\r\nX: ${"y".repeat(70_000)}\r\n\r\n`,
	);
	return fc.oneof(
		fixed.map((text) => Buffer.from(text, "latin1")),
		fc
			.uint8Array({ minLength: 1, maxLength: 300 })
			.map((bytes) => Buffer.from(bytes)),
	);
}
