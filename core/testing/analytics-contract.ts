import { describeAudit } from "./analytics-contract/audit";
import { describeBounds } from "./analytics-contract/bounds";
import { describeEquality } from "./analytics-contract/equality";
import { describeErasure } from "./analytics-contract/erasure";
import { describeExportImport } from "./analytics-contract/export-import";
import { describeFanOut } from "./analytics-contract/fan-out";
import {
	type Contract,
	type ContractSize,
	type OpenedStore,
	SHARD_COUNT,
} from "./analytics-contract/harness";
import { describeIdentify } from "./analytics-contract/identify";
import { describeImportVerdicts } from "./analytics-contract/import-verdicts";
import { describeIngest } from "./analytics-contract/ingest";
import { describeIngestAgain } from "./analytics-contract/ingest-again";
import { describeIngestTimes } from "./analytics-contract/ingest-times";
import { describePatternReports } from "./analytics-contract/pattern-reports";
import { describeRecentOperations } from "./analytics-contract/recent-operations";
import { describeRetention } from "./analytics-contract/retention";
import { describeTemplateLearning } from "./analytics-contract/template-learning";
import { describeTemplates } from "./analytics-contract/templates";
import { describeUsageReports } from "./analytics-contract/usage-reports";
import { describeVectors } from "./analytics-contract/vectors";

/**
 * What the use cases must show over any store, compared with an oracle that shares no code with
 * them (`naive-totals.ts`): the vectors, and "equal to the batch" for any history.
 */
export function describeAnalyticsContract(
	name: string,
	open: (shardCount: number) => Promise<OpenedStore>,
	size: ContractSize,
): void {
	const contract: Contract = {
		size,
		async withStore(test, shardCount = SHARD_COUNT) {
			const { store, close } = await open(shardCount);
			try {
				await test(store);
			} finally {
				await close();
			}
		},
	};

	describe(`analytics on ${name}`, () => {
		describeIngest(contract);
		describeIngestTimes(contract);
		describeIngestAgain(contract);
		describeVectors(contract);
		describeEquality(contract);
		describeFanOut(contract);
		describeExportImport(contract);
		describeImportVerdicts(contract);
		describeRetention(contract);
		describeErasure(contract);
		describeTemplates(contract);
		describeTemplateLearning(contract);
		describeIdentify(contract);
		describeUsageReports(contract);
		describePatternReports(contract);
		describeRecentOperations(contract);
		describeBounds(contract);
		describeAudit(contract);
	});
}
