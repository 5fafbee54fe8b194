import type { Template } from "@ffmpeg-analytics/core";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { formatCount, formatMs, formatShare } from "./figures";
import { readOptions, UsageError } from "./read-options";
import { formatTable, printable } from "./table";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Lists the templates, or tells what is in one of them

  ffmpeg-analytics templates [id] [options]

  [id]              such as trim~resize~to_mp3
  --all             list the retired ones too
  --mcp             with an id: print the tool and the prompt that an MCP server
                    can register
  --json            print JSON, as GET /api/v1/templates answers it
  --help            this text
${targetHelp("reader")}`;

/** `ffmpeg-analytics templates` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values, words } = readOptions(
			parameters,
			{
				...TARGET_OPTIONS,
				all: { type: "boolean" },
				mcp: { type: "boolean" },
				json: { type: "boolean" },
			},
			1,
		);
		const target = targetOf(values, context.environment, "reader");
		const [id] = words;
		if (values.mcp && id === undefined)
			throw new UsageError("--mcp needs the id of a template");
		const text = await withHome(target, context, async (home) => {
			if (id !== undefined) {
				const template = await home.ask<Template>({
					method: "GET",
					path: `/api/v1/templates/${encodeURIComponent(id)}`,
					query: { format: values.mcp ? "mcp" : undefined },
				});
				return values.json || values.mcp
					? `${JSON.stringify(template, undefined, 2)}\n`
					: recipe(template);
			}
			const { templates } = await home.ask<{ templates: Template[] }>({
				method: "GET",
				path: "/api/v1/templates",
			});
			const shown = templates.filter(
				({ status }) => values.all || status === "active",
			);
			return values.json ? `${JSON.stringify(shown)}\n` : listing(shown);
		});
		context.stdout.write(text);
		return EXIT.fine;
	},
};

function listing(templates: readonly Template[]): string {
	if (templates.length === 0)
		return "There are no templates. A home makes them once an hour, of sequences that are frequent and succeed.\n";
	const byFrequency = [...templates].sort(
		(a, b) => b.evidence.frequency - a.evidence.frequency,
	);
	const table = formatTable(
		[
			{ title: "id" },
			{ title: "name", maxWidth: 40 },
			{ title: "count", align: "right" },
			{ title: "users", align: "right" },
			{ title: "success", align: "right" },
			{ title: "inputs", align: "right" },
			{ title: "status" },
		],
		byFrequency.map(({ id, name, evidence, inputs, status }) => [
			id,
			name,
			formatCount(evidence.frequency),
			formatCount(evidence.userCount),
			formatShare(evidence.successRate),
			formatCount(inputs.length),
			status,
		]),
	);
	return `${table}\n`;
}

/** One template, so that one could do by hand what it does. */
export function recipe(template: Template): string {
	const { evidence, estimatedSavings } = template;
	const steps = template.steps.map((step, index) => {
		const defaults = Object.entries(step.parameters).map(
			([name, value]) => `${name}=${JSON.stringify(value)}`,
		);
		const inputs = step.inputs.map((name) => `<${name}>`);
		return `  ${index + 1}. ${[step.operation, ...defaults, ...inputs].join(" ")}`;
	});
	const inputs = template.inputs.map((input) => [
		input.name,
		input.type,
		input.required ? "required" : "optional",
		input.kind,
		input.values.map((value) => JSON.stringify(value)).join(", "),
	]);
	const lines = [
		`${template.name} (${template.id}, ${template.status})`,
		template.description,
		...steps,
		...(inputs.length === 0
			? []
			: [
					formatTable(
						[
							{ title: "input" },
							{ title: "type" },
							{},
							{ title: "kind" },
							{ title: "seen", maxWidth: 60 },
						],
						inputs,
					),
				]),
		`Rests on ${formatCount(evidence.frequency)} occurrences of ${formatCount(evidence.userCount)} users, ${formatShare(evidence.successRate)} succeeded; takes ${formatMs(template.expectedDuration)}.`,
		`Saves ${formatCount(estimatedSavings.toolCalls)} calls and about ${formatCount(estimatedSavings.tokens)} tokens each time.`,
	];
	// What breaks lines here is ours.
	return `${lines
		.flatMap((line) => line.split("\n"))
		.map(printable)
		.join("\n")}\n`;
}
