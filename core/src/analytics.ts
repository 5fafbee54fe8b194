import type { AggregateCounts } from "./aggregation/aggregate";
import { aggregate } from "./aggregation/in-turn";
import { type AuditCounts, audit } from "./audit/audit";
import type { Day } from "./calendar";
import { type ErasureCounts, eraseUser } from "./erasure/erase-user";
import type { StoredEvent } from "./event/stored-event";
import type { IngestHome } from "./ingest/accept";
import { ErasedUsers } from "./ingest/erased-users";
import { type IngestOptions, ingest } from "./ingest/ingest";
import type { Verdict } from "./ingest/verdict";
import type { Page } from "./ports/store";
import {
	type DailyQuery,
	type DailyReport,
	reportDaily,
} from "./reports/daily-report";
import {
	type ErrorQuery,
	type ErrorReport,
	reportErrors,
} from "./reports/error-report";
import type { IdentifiedSequence } from "./reports/identified-sequence";
import {
	identifySequence,
	type SequenceQuestion,
} from "./reports/identify-sequence";
import {
	type OperationUsage,
	reportOperation,
} from "./reports/operation-usage";
import {
	listOperations,
	type OperationsQuery,
} from "./reports/recent-operations";
import {
	findSequence,
	type SequenceEvidence,
} from "./reports/sequence-evidence";
import {
	listSequences,
	type SequencePage,
	type SequenceQuery,
} from "./reports/sequences";
import {
	listTransitions,
	type Transitions,
	type TransitionsQuery,
} from "./reports/transitions";
import type { UsageQuery } from "./reports/usage-range";
import { reportUsage } from "./reports/usage-report";
import type { UsageStatistics } from "./reports/usage-statistics";
import type { PurgeCounts } from "./retention/plan-purge";
import { type PurgeOptions, purge } from "./retention/purge";
import { findTemplate } from "./templates/find-template";
import { type FlagCounts, flagTemplates } from "./templates/flag-templates";
import type { TemplateRecord } from "./templates/template";
import { type ExportQuery, exportEvents } from "./transfer/export-events";
import type { ExportedEvent } from "./transfer/exported-event";
import { type ImportVerdict, importEvents } from "./transfer/import-events";

/** The use cases: all that the HTTP app, the triggers and the command line call. */
export interface Analytics {
	/** Validates, sanitises and stores raw events; one verdict each, in their order. */
	ingest(
		events: readonly unknown[],
		options?: IngestOptions,
	): Promise<Verdict[]>;
	usage(query: UsageQuery): Promise<UsageStatistics>;
	/** Of one operation type. */
	operationUsage(operation: string, query: UsageQuery): Promise<OperationUsage>;
	/** What failed, and why. */
	errors(query: ErrorQuery): Promise<ErrorReport>;
	/** The operations of each day by platform, workflow type or operation type. */
	daily(query: DailyQuery): Promise<DailyReport>;
	/** Which step follows which. */
	transitions(query: TransitionsQuery): Promise<Transitions>;
	sequences(query: SequenceQuery): Promise<SequencePage>;
	/** The sequence with this name, whatever text that is; undefined if there is none. */
	sequence(pattern: string): Promise<SequenceEvidence | undefined>;
	/** The longest known pattern that operations end in. */
	identify(question: SequenceQuestion): Promise<IdentifiedSequence>;
	templates(): Promise<TemplateRecord[]>;
	/** The template with this id, whatever text that is; undefined if there is none. */
	template(id: string): Promise<TemplateRecord | undefined>;
	operations(query: OperationsQuery): Promise<Page<StoredEvent>>;
	aggregate(): Promise<AggregateCounts>;
	flagTemplates(): Promise<FlagCounts>;
	/** Of a UTC day; the day before today unless told otherwise. */
	audit(day?: Day): Promise<AuditCounts>;
	purge(options?: PurgeOptions): Promise<PurgeCounts>;
	/** Removes a user's events and exactly what they added to the totals; `userId` as events have it. */
	eraseUser(userId: string): Promise<ErasureCounts>;
	/** A page of all that is stored of a range of time, in the form that an import reads. */
	exportEvents(query: ExportQuery): Promise<Page<ExportedEvent>>;
	/** Takes exported events in with the times that they have; one verdict each. At most 500. */
	importEvents(events: readonly unknown[]): Promise<ImportVerdict[]>;
	/** Resolves if the store answers. */
	ping(): Promise<void>;
}

/** Binds the use cases to a home. */
export function createAnalytics(home: IngestHome): Analytics {
	const erasedUsers = new ErasedUsers(home.store);
	// An export or an import may hold events of any age; only they need to know of every erasure.
	const everErased = new ErasedUsers(home.store, {
		knownForMs: Number.POSITIVE_INFINITY,
	});
	const context = { ...home, erasedUsers };
	return {
		ingest: (events, options) => ingest(context, events, options),
		usage: (query) => reportUsage(home, query),
		operationUsage: (operation, query) =>
			reportOperation(home, operation, query),
		errors: (query) => reportErrors(home, query),
		daily: (query) => reportDaily(home, query),
		transitions: (query) => listTransitions(home, query),
		sequences: (query) => listSequences(home, query),
		sequence: (pattern) => findSequence(home, pattern),
		identify: (question) => identifySequence(home, question),
		templates: () => home.store.listTemplates(),
		template: (id) => findTemplate(home.store, id),
		operations: (query) => listOperations(home.store, query),
		aggregate: () => aggregate(home),
		flagTemplates: () => flagTemplates(home),
		audit: (day) => audit(home, day),
		purge: (options) => purge(home, options),
		eraseUser: (userId) =>
			eraseUser(home, userId, (erasure) => {
				erasedUsers.note(erasure);
				everErased.note(erasure);
			}),
		exportEvents: (query) => exportEvents(home, everErased, query),
		importEvents: (events) =>
			importEvents({ ...home, erasedUsers: everErased }, events),
		ping: () => home.store.ping(),
	};
}
