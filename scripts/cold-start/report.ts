import type { LoadedPackage, LoadedPackages } from "./loaded-packages.ts";
import type { ColdStart } from "./measure.ts";

/** What was measured of one function; medians, ms. */
export interface FunctionReport extends ColdStart {
	readonly name: string;
	readonly loadIndexMs: number;
	readonly packages: LoadedPackages;
}

/** Smaller packages are summed up. */
const MIN_SHOWN_BYTES = 20 * 1024;

/** The reports as a person reads them. */
export function describe(
	reports: readonly FunctionReport[],
	starts: number,
): string {
	const lines = [
		`Medians of ${starts} cold starts on Node ${process.versions.node}, ms since the process began`,
		"",
		row("function", "load index.mjs", "listening", "first answer", "modules"),
		...reports.map((report) =>
			row(
				report.name,
				report.loadIndexMs.toFixed(0),
				report.listeningMs.toFixed(0),
				report.firstAnswerMs.toFixed(0),
				String(sum(report.packages.bundle, modulesOf)),
			),
		),
		"",
		"What had been loaded by the first answer, beside what the runtime loads for itself",
		...reports.flatMap((report) => ["", report.name, ...packageRows(report)]),
		"",
	];
	return lines.join("\n");
}

function packageRows({ packages }: FunctionReport): string[] {
	const isShown = (each: LoadedPackage) => each.sourceBytes >= MIN_SHOWN_BYTES;
	const rest = packages.bundle.filter((each) => !isShown(each));
	return [
		packageRow("package", "ES modules", "CommonJS", "source KB"),
		...packages.bundle.filter(isShown).map(describePackage),
		packageRow(
			`(${rest.length} smaller ones)`,
			String(sum(rest, (each) => each.esModules)),
			String(sum(rest, (each) => each.commonJsModules)),
			kilobytes(sum(rest, (each) => each.sourceBytes)),
		),
	];
}

function describePackage(each: LoadedPackage): string {
	return packageRow(
		each.name,
		String(each.esModules),
		String(each.commonJsModules),
		kilobytes(each.sourceBytes),
	);
}

const modulesOf = (each: LoadedPackage) =>
	each.esModules + each.commonJsModules;

function sum(
	packages: readonly LoadedPackage[],
	of: (each: LoadedPackage) => number,
): number {
	return packages.reduce((total, each) => total + of(each), 0);
}

function kilobytes(bytes: number): string {
	return (bytes / 1024).toFixed(0);
}

function row(name: string, ...columns: readonly string[]): string {
	return [name.padEnd(22), ...columns.map((each) => each.padStart(15))].join(
		"",
	);
}

function packageRow(name: string, ...columns: readonly string[]): string {
	return `  ${[name.padEnd(32), ...columns.map((each) => each.padStart(12))].join("")}`;
}
