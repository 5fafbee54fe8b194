import type { Template, TemplateRecord } from "@ffmpeg-analytics/core";
import { isoOf } from "./operation-view";

/** A template as answers show it. */
export function describeTemplate(record: TemplateRecord): Template {
	const { learning: _learning, ...template } = record;
	return {
		...template,
		createdAt: isoOf(template.createdAt),
		updatedAt: isoOf(template.updatedAt),
	};
}
