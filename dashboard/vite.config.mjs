import { defineConfig } from "vite";

/** Where a home serves while one works on the page: `npm start`, then `npm run dev -w dashboard`. */
const HOME = process.env.HOME_URL ?? "http://127.0.0.1:8787";

/** The page is small and speaks HTTP: it loads nothing of the other rooms. */
function typesOnly() {
	return {
		name: "types-only",
		resolveId(id, importer) {
			if (id.startsWith("@ffmpeg-analytics/"))
				throw new Error(`${importer} may take only types from ${id}.`);
		},
	};
}

export default defineConfig({
	root: import.meta.dirname,
	plugins: [typesOnly()],
	build: {
		target: "es2023",
		// Both would be inline, which the Content-Security-Policy forbids.
		modulePreload: { polyfill: false },
		assetsInlineLimit: 0,
		// The charts' chunk is 560 kB as it is; what counts is held by build.mjs, compressed.
		chunkSizeWarningLimit: 700,
		reportCompressedSize: false,
	},
	server: { proxy: { "/api": HOME, "/logOperation": HOME } },
});
