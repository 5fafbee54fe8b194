import type { Cost } from "./sections/cost.ts";
import type { Delivery } from "./sections/delivery.ts";
import type { ExitReport } from "./sections/exit.ts";
import type { FailureOutcome } from "./sections/failures.ts";
import type { Install } from "./sections/install.ts";
import type { Memory } from "./sections/memory.ts";

/** What was measured; a section that was not asked for is absent. */
export interface Results {
	readonly cost?: readonly Cost[];
	readonly delivery?: readonly Delivery[];
	readonly failures?: readonly FailureOutcome[];
	readonly exit?: ExitReport;
	readonly memory?: readonly Memory[];
	readonly install?: readonly Install[];
}
