import type {
	Analytics,
	StoredEvent,
	TemplateRecord,
	Verdict,
} from "@ffmpeg-analytics/core";

/** Makes some use cases answer what a test needs; the rest throw. */
export function fakeAnalytics(answers: Partial<Analytics>): Analytics {
	const unexpected = (name: string) => async (): Promise<never> => {
		throw new Error(`unexpected call of ${name}`);
	};
	return {
		ingest: unexpected("ingest"),
		usage: unexpected("usage"),
		operationUsage: unexpected("operationUsage"),
		errors: unexpected("errors"),
		daily: unexpected("daily"),
		transitions: unexpected("transitions"),
		sequences: unexpected("sequences"),
		sequence: unexpected("sequence"),
		identify: unexpected("identify"),
		templates: unexpected("templates"),
		template: unexpected("template"),
		operations: unexpected("operations"),
		aggregate: unexpected("aggregate"),
		flagTemplates: unexpected("flagTemplates"),
		purge: unexpected("purge"),
		audit: unexpected("audit"),
		eraseUser: unexpected("eraseUser"),
		exportEvents: unexpected("exportEvents"),
		importEvents: unexpected("importEvents"),
		ping: unexpected("ping"),
		...answers,
	};
}

/** Answers every use case with as little as there can be. */
export function emptyAnalytics(): Analytics {
	return fakeAnalytics({
		ingest: async (events) => events.map(() => storedVerdict("e1")),
		sequences: async () => ({ sequences: [] }),
		sequence: async () => undefined,
		transitions: async () => ({ months: [], transitions: [] }),
		operationUsage: async () => counts(),
		errors: async () => counts(),
		daily: async () => counts(),
		identify: async () => ({ pattern: null }),
		templates: async () => [],
		template: async () => undefined,
		operations: async () => ({ items: [] }),
		exportEvents: async () => ({ items: [] }),
		importEvents: async (events) =>
			events.map(() => ({ status: "stored", id: "e1" })),
		ping: async () => undefined,
		aggregate: async () => counts(),
		flagTemplates: async () => counts(),
		purge: async () => counts(),
		audit: async () => counts(),
		eraseUser: async () => counts(),
		usage: async () => counts(),
	});
}

/** Whatever a use case counts: the app passes it on as it is. */
export function counts<Counts>(): Counts {
	return { counted: 1 } as Counts;
}

export function storedVerdict(id: string): Verdict {
	return { status: "stored", id };
}

/** An event as a store holds it, with all that only the server may see. */
export function storedEvent(more: Partial<StoredEvent> = {}): StoredEvent {
	return {
		id: "e1",
		timestamp: Date.UTC(2026, 10, 22, 12),
		userId: "ab".repeat(32),
		platform: "mcp",
		operation: {
			type: "trim",
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: "{}",
			fileSize: 1,
		},
		metrics: {
			success: false,
			processingTime: 5,
			errorMessage: "[path]: Invalid data found",
			errorCategory: "invalid_data",
		},
		context: { workflowType: "podcast" },
		receivedAt: Date.UTC(2026, 10, 22, 12, 0, 1),
		expireAt: Date.UTC(2027, 10, 22, 12),
		shard: 3,
		contentHash: "c0ffee",
		sanitizerVersion: 1,
		...more,
	};
}

export function templateRecord(id: string): TemplateRecord {
	return {
		id,
		pattern: "trim->to_mp3",
		name: "Trim, then MP3",
		operations: ["trim", "to_mp3"],
		status: "active",
		evidence: {
			frequency: 9,
			successRate: 1,
			successRateLowerBound: 0.7,
			userCount: 2,
			sampledOccurrences: 4,
			sampledUsers: 2,
		},
		description: "Trim and convert to MP3, in one call instead of 2.",
		steps: [
			{ operation: "trim", parameters: { codec: "copy" }, inputs: [] },
			{ operation: "to_mp3", parameters: {}, inputs: [] },
		],
		inputs: [],
		expectedDuration: 1500,
		estimatedSavings: { toolCalls: 1, tokens: 155 },
		learning: {
			at: Date.UTC(2026, 10, 2),
			frequency: 9,
			forgotten: 0,
			latestSample: Date.UTC(2026, 10, 1),
			minUsersPerValue: 1,
		},
		createdAt: Date.UTC(2026, 10, 1),
		updatedAt: Date.UTC(2026, 10, 2),
	};
}
