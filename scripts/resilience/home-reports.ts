type Operation = Readonly<Record<string, unknown>>;

/** Reads what a home shows: `url` is without a slash at the end, `key` an admin key of its. */
export function reportsOf(url: string, key: string) {
	const headers = { Authorization: `Bearer ${key}` };
	const call = async (path: string, method = "GET") => {
		const response = await fetch(url + path, { method, headers });
		if (!response.ok)
			throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return (await response.json()) as Readonly<Record<string, unknown>>;
	};
	return {
		/** Every event, page by page. */
		async operations(): Promise<Operation[]> {
			const all: Operation[] = [];
			let pageToken: unknown;
			do {
				const query = new URLSearchParams({ limit: "1000" });
				if (pageToken !== undefined) query.set("pageToken", String(pageToken));
				const page = await call(`/api/v1/operations?${query}`);
				all.push(...(page.operations as Operation[]));
				pageToken = page.nextPageToken;
			} while (pageToken !== undefined);
			return all;
		},
		/** Aggregates, and returns how many operations were counted from 30 days back on. */
		async totalOperations(): Promise<unknown> {
			await call("/api/v1/jobs/aggregate", "POST");
			const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
			const [start, end] = [-30, 2].map((days) =>
				dayOf(Date.now() + days * 86_400_000),
			);
			const usage = await call(`/api/v1/usage?start=${start}&end=${end}`);
			return usage.totalOperations;
		},
	};
}
