import { withPathPrefix } from "./path-prefix";

test.each([
	["/logOperation", "/", "/logOperation"],
	["/logOperation", "", "/logOperation"],
	["/logOperation", "/?a=b", "/logOperation?a=b"],
	["/logOperation", "/logOperation", "/logOperation"],
	["/logOperation", "/logOperation?a=/b?c", "/logOperation?a=/b?c"],
	["/logOperation", "/logOperations", "/logOperation/logOperations"],
	["/logOperation", "/api/v1/usage", "/logOperation/api/v1/usage"],
	["/api", "/api/v1/usage?start=2026-11-01", "/api/v1/usage?start=2026-11-01"],
	["/api", "/v1/usage?start=2026-11-01", "/api/v1/usage?start=2026-11-01"],
	["/api", "/apiv1", "/api/apiv1"],
	["/api", "/", "/api"],
])("%s: %s is %s", (prefix, url, expected) => {
	expect(withPathPrefix(prefix, url)).toBe(expected);
});
