import { UNSPECIFIED_WORKFLOW_TYPE } from "../event/wire-event";

/** `part / whole`, 0 where there is nothing to divide. */
export function ratio(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}

/** The workflow type as reports show it. */
export function shownWorkflowType(workflowType: string): string {
	return workflowType === "" ? UNSPECIFIED_WORKFLOW_TYPE : workflowType;
}

/** The inverse of {@link shownWorkflowType}: as roll-ups have it. */
export function storedWorkflowType(shown: string): string {
	return shown === UNSPECIFIED_WORKFLOW_TYPE ? "" : shown;
}
