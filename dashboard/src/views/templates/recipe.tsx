import type { Template } from "../../home/answers";
import { ask } from "../../home/ask";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { CopyButton, DownloadButton } from "../../ui/copy-button";
import { Icon } from "../../ui/icon";
import { Stats } from "../../ui/stat";
import {
	formatCount,
	formatDuration,
	formatFullDay,
	formatRate,
	inWords,
	plural,
} from "../../words/format";
import { describeInput, describeValue } from "./describe-input";

type Step = Template["steps"][number];

/** A template as one would tell it: what to do, with what, and why one may believe it. */
export function Recipe({ template }: { readonly template: Template }) {
	const { name, description, steps, status, pattern } = template;
	return (
		<article class="card recipe" aria-labelledby="recipe-name">
			<a
				class="up only-narrow"
				href={hrefOf(placeOf(place.value, { name: "templates" }))}
			>
				<Icon name="back" />
				All templates
			</a>
			<header>
				<h2 id="recipe-name">{name}</h2>
				<p>{description}</p>
				<Purpose template={template} />
				{status === "retired" ? (
					<p class="problem">
						Retired: people no longer repeat it as often, or it fails too often.
					</p>
				) : null}
			</header>
			<Take template={template} />
			<h3>Recipe</h3>
			<ol class="recipe-steps">
				{steps.map((step, index) => (
					<li key={`${index} ${step.operation}`}>
						<StepOf template={template} step={step} />
					</li>
				))}
			</ol>
			<h3>What it rests on</h3>
			<Evidence template={template} />
			<p>
				<a href={hrefOf(placeOf(place.value, { name: "workflows", pattern }))}>
					The sequence, month by month
				</a>
			</p>
		</article>
	);
}

function Purpose({ template }: { readonly template: Template }) {
	const { workflowType, workflowTypeReason } = template;
	if (workflowType === undefined) return null;
	return (
		<p class="note">
			{`For ${inWords(workflowType)}${workflowTypeReason === undefined ? "" : `, because ${workflowTypeReason}`}.`}
		</p>
	);
}

/** To take along, for a program or for an MCP server. */
function Take({ template: { id } }: { readonly template: Template }) {
	const path = `/templates/${encodeURIComponent(id)}`;
	const inForm = (format: "json" | "mcp") => async () =>
		JSON.stringify(await ask<object>(`${path}?format=${format}`), undefined, 2);
	const fileName = id.replaceAll("~", "-");
	return (
		<div class="take">
			<fieldset aria-label="MCP tool and prompt">
				<CopyButton label="Copy MCP" text={inForm("mcp")} />
				<DownloadButton
					label="Download MCP"
					fileName={`${fileName}.mcp.json`}
					text={inForm("mcp")}
				/>
			</fieldset>
			<fieldset aria-label="JSON">
				<CopyButton label="Copy JSON" text={inForm("json")} />
				<DownloadButton
					label="Download JSON"
					fileName={`${fileName}.json`}
					text={inForm("json")}
				/>
			</fieldset>
		</div>
	);
}

function StepOf({
	template,
	step,
}: {
	readonly template: Template;
	readonly step: Step;
}) {
	const inputs = template.inputs.filter(({ name }) =>
		step.inputs.includes(name),
	);
	const fixed = Object.entries(step.parameters).filter(
		([name]) => !inputs.some(({ parameter }) => parameter === name),
	);
	return (
		<>
			<p class="step-name">{step.operation}</p>
			{inputs.length + fixed.length === 0 ? (
				<p class="note">Nothing to set that its users have in common.</p>
			) : (
				<dl class="parameters">
					{inputs.map((input) => (
						<div key={input.name} class="input">
							<dt>
								<code>{input.parameter}</code>
							</dt>
							<dd>{describeInput(input)}</dd>
						</div>
					))}
					{fixed.map(([name, value]) => (
						<div key={name}>
							<dt>
								<code>{name}</code>
							</dt>
							<dd>{describeValue(value)}</dd>
						</div>
					))}
				</dl>
			)}
		</>
	);
}

function Evidence({ template }: { readonly template: Template }) {
	const { evidence, expectedDuration, estimatedSavings, updatedAt } = template;
	return (
		<>
			<Stats
				stats={[
					{ title: "Repeated", value: plural(evidence.frequency, "time") },
					{ title: "Users", value: formatCount(evidence.userCount) },
					{
						title: "Success",
						value: formatRate(evidence.successRate),
						note: `at least ${formatRate(evidence.successRateLowerBound)} (95 %)`,
					},
					{ title: "Takes", value: formatDuration(expectedDuration) },
					{
						title: "Saves each time",
						value: plural(estimatedSavings.toolCalls, "call"),
						note: `about ${plural(estimatedSavings.tokens, "token")}`,
					},
				]}
			/>
			<p class="note">
				{`Values are learned from ${plural(evidence.sampledOccurrences, "recent occurrence")} of ${plural(evidence.sampledUsers, "user")}; last changed ${formatFullDay(updatedAt.slice(0, 10))}.`}
			</p>
		</>
	);
}
