import type { AnalyticsStore } from "../ports/store";
import { templateIdOf } from "./plan-template";

/** The id of the pattern's template, if it has one that is not retired. Reads one template. */
export async function activeTemplateOf(
	store: Pick<AnalyticsStore, "readTemplates">,
	pattern: string,
): Promise<{ templateId?: string }> {
	const id = templateIdOf(pattern);
	const template = (await store.readTemplates([id])).get(id);
	return template?.status === "active" ? { templateId: id } : {};
}
