import { SLUG_PATTERN } from "../event/event-bounds";
import type { AnalyticsStore } from "../ports/store";
import { PATTERN_STEPS } from "../sessions/contribution";
import type { TemplateRecord } from "./template";

/** The template with this id. What no pattern gives is looked for in no store, which it may upset. */
export async function findTemplate(
	store: AnalyticsStore,
	id: string,
): Promise<TemplateRecord | undefined> {
	const operations = id.split("~");
	if (operations.length > PATTERN_STEPS.max) return undefined;
	if (!operations.every((operation) => SLUG_PATTERN.test(operation)))
		return undefined;
	return (await store.readTemplates([id])).get(id);
}
