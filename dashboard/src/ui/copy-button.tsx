import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icon";

/** How long a button says what it has done, ms. */
const SAYING_MS = 2_000;

/** Copies a text, which is asked for when the button is pressed. */
export function CopyButton({
	label,
	text,
}: {
	readonly label: string;
	readonly text: () => Promise<string>;
}) {
	const [said, setSaid] = useState<string>();
	useEffect(() => {
		if (said === undefined) return;
		const timer = setTimeout(() => setSaid(undefined), SAYING_MS);
		return () => clearTimeout(timer);
	}, [said]);
	return (
		<button
			type="button"
			class="button"
			onClick={() => {
				text()
					.then(copy)
					.then(
						() => setSaid("Copied"),
						() => setSaid("Could not copy"),
					);
			}}
		>
			<Icon name={said === "Copied" ? "check" : "copy"} />
			<span aria-live="polite">{said ?? label}</span>
		</button>
	);
}

/** Saves a text as a file, which is asked for when the button is pressed. */
export function DownloadButton({
	label,
	fileName,
	text,
}: {
	readonly label: string;
	readonly fileName: string;
	readonly text: () => Promise<string>;
}) {
	const [problem, setProblem] = useState("");
	return (
		<button
			type="button"
			class="button"
			onClick={() => {
				text().then(
					(content) => {
						setProblem("");
						save(fileName, content);
					},
					() => setProblem("Could not download"),
				);
			}}
		>
			<Icon name="download" />
			<span aria-live="polite">{problem || label}</span>
		</button>
	);
}

async function copy(text: string): Promise<void> {
	if (navigator.clipboard !== undefined) {
		await navigator.clipboard.writeText(text);
		return;
	}
	// Over plain HTTP, from another machine, browsers offer no other way.
	const area = document.createElement("textarea");
	area.value = text;
	document.body.append(area);
	area.select();
	const isCopied = document.execCommand("copy");
	area.remove();
	if (!isCopied) throw new Error("The browser refused to copy.");
}

function save(fileName: string, content: string): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(
		new Blob([content], { type: "application/json" }),
	);
	link.download = fileName;
	link.click();
	URL.revokeObjectURL(link.href);
}
