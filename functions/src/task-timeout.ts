/** How long a task may run, as long as any function of an event may: a run ends well before. */
export const TASK_TIMEOUT_SECONDS = 540;

/**
 * How long Cloud Tasks waits for the answer: longer than the function may run, so that a task which
 * is cut off is not handed over again while it still runs.
 */
export const DISPATCH_DEADLINE_SECONDS = TASK_TIMEOUT_SECONDS + 30;
