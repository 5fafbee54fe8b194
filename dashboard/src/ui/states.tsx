import type { ComponentChildren } from "preact";
import { credentials, forget } from "../home/credentials";
import type { HomeError } from "../home/home-error";
import type { Asked } from "../home/use-answer";

/**
 * What was asked, once it is there: until then a place of the same height, and where it failed, what to
 * do. While newer figures are on their way, or do not come, those before stay.
 */
export function Awaited<Answer>({
	asked,
	height,
	children,
}: {
	readonly asked: Asked<Answer>;
	/** What the content takes, in pixels, so that nothing jumps. */
	readonly height: number;
	readonly children: (answer: Answer) => ComponentChildren;
}) {
	const { data, error, isLoading, retry } = asked;
	if (data === undefined && error !== undefined)
		return <Failed error={error} onRetry={retry} />;
	if (data === undefined)
		return (
			<div class="skeleton" style={{ height: `${height}px` }} role="status">
				<span class="unseen">Loading</span>
			</div>
		);
	return (
		<div class={isLoading ? "stale" : undefined} aria-busy={isLoading}>
			{error === undefined ? null : (
				<NotFresh what="Not refreshed" error={error} onRetry={retry} />
			)}
			{children(data)}
		</div>
	);
}

/** That something of what is shown is missing or old, and why. */
export function NotFresh({
	what,
	error,
	onRetry,
}: {
	readonly what: string;
	readonly error: HomeError;
	readonly onRetry: () => void;
}) {
	return (
		<p class="not-fresh" role="status">
			{`${what}: ${error.message}`}
			<button type="button" class="button" onClick={onRetry}>
				Try again
			</button>
		</p>
	);
}

/** What went wrong, and what helps. */
export function Failed({
	error,
	onRetry,
}: {
	readonly error: HomeError;
	readonly onRetry: () => void;
}) {
	return (
		<div class="state" role="alert">
			<p class="state-title">{titleOf(error)}</p>
			<p>{error.code === "forbidden" ? <HowToRead /> : error.message}</p>
			<p class="state-actions">
				<button type="button" class="button" onClick={onRetry}>
					Try again
				</button>
				{error.code === "forbidden" ? (
					<button type="button" class="button" onClick={forget}>
						Sign in as somebody else
					</button>
				) : null}
			</p>
		</div>
	);
}

/** Nothing is there, and what one does so that something is. */
export function Empty({
	title,
	children,
}: {
	readonly title: string;
	readonly children: ComponentChildren;
}) {
	return (
		<div class="state">
			<p class="state-title">{title}</p>
			{children}
		</div>
	);
}

/** What is said to whoever holds an ingest key. */
export const NOT_A_READER_KEY =
	"This key may send, not read. Ask whoever administers this home for a reader key.";

function HowToRead() {
	const held = credentials.value;
	if (held?.kind !== "tokens") return <>{NOT_A_READER_KEY}</>;
	return (
		<>
			You are signed in, but may not read reports yet. Whoever administers this
			home grants it by <code>{`npm run grant -- ${held.email} analyst`}</code>.
			Sign in again afterwards.
		</>
	);
}

function titleOf({ status, code }: HomeError): string {
	if (code === "forbidden") return "Not yours to read";
	if (status === 0) return "No answer";
	if (status === 404) return "Not here";
	if (status === 429) return "Wait a moment";
	if (status === 503) return "The home cannot answer now";
	return status === 401 ? "Sign in to see this" : "This did not work";
}
