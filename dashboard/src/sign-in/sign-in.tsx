import { useEffect, useState } from "preact/hooks";
import { signInNeeded } from "../home/ask";
import { HomeError } from "../home/home-error";
import {
	askSignInMethods,
	type SignInMethod,
	signIn,
	signInByKey,
} from "../home/sign-in";
import { forgetAnswers } from "../home/use-answer";
import { NOT_A_READER_KEY } from "../ui/states";

/** Asks who is here: a key, or where the home offers it, e-mail and password. */
export function SignIn() {
	const [methods, setMethods] = useState<readonly SignInMethod[]>();
	useEffect(() => {
		askSignInMethods().then(setMethods, () => setMethods(["key"]));
	}, []);
	const wasRefused = signInNeeded.value === "again";
	return (
		<main class="sign-in">
			<img src="/icon.svg" alt="" width="40" height="40" />
			<h1 tabIndex={-1}>Sign in</h1>
			<p class="note" role={wasRefused ? "alert" : undefined}>
				{wasRefused
					? "The home no longer accepts what this tab was signed in with."
					: "This home shows its reports to those who may read them."}
			</p>
			{methods?.includes("password") ? <PasswordForm /> : null}
			{methods?.includes("key") ? (
				<KeyForm isOnly={!methods.includes("password")} />
			) : null}
		</main>
	);
}

function PasswordForm() {
	const { isBusy, problem, submit } = useEntry((given) =>
		signIn(String(given.get("email")), String(given.get("password"))),
	);
	return (
		<form onSubmit={submit}>
			<label>
				E-mail
				<input type="email" name="email" autoComplete="username" required />
			</label>
			<label>
				Password
				<input
					type="password"
					name="password"
					autoComplete="current-password"
					required
				/>
			</label>
			<p class="problem" role="alert">
				{problem}
			</p>
			<button type="submit" class="button primary" aria-disabled={isBusy}>
				{isBusy ? "Signing in …" : "Sign in"}
			</button>
		</form>
	);
}

function KeyForm({ isOnly }: { readonly isOnly: boolean }) {
	const { isBusy, problem, submit } = useEntry((given) =>
		signInByKey(String(given.get("key")).trim()),
	);
	return (
		<form onSubmit={submit}>
			<label>
				{isOnly ? "Reader or admin key" : "Or a reader or admin key"}
				<input
					type="password"
					name="key"
					autoComplete="off"
					spellcheck={false}
					required
				/>
			</label>
			<p class="problem" role="alert">
				{problem}
			</p>
			<button
				type="submit"
				class={isOnly ? "button primary" : "button"}
				aria-disabled={isBusy}
			>
				Use this key
			</button>
			<p class="note">
				One of the home's <code>READER_KEYS</code> or <code>ADMIN_KEYS</code>.
				This tab keeps it until it is closed.
			</p>
		</form>
	);
}

/** A form that lets somebody in, or says why not; one attempt at a time. The focus stays where it is. */
function useEntry(attempt: (given: FormData) => Promise<void>) {
	const [problem, setProblem] = useState("");
	const [isBusy, setBusy] = useState(false);
	const enter = async (form: HTMLFormElement) => {
		setBusy(true);
		setProblem("");
		try {
			await attempt(new FormData(form));
			forgetAnswers();
			signInNeeded.value = "no";
		} catch (error) {
			setProblem(refusalInWords(error));
			setBusy(false);
		}
	};
	return {
		problem,
		isBusy,
		submit: (event: SubmitEvent) => {
			event.preventDefault();
			if (!isBusy) void enter(event.currentTarget as HTMLFormElement);
		},
	};
}

function refusalInWords(error: unknown): string {
	if (!(error instanceof HomeError)) return "It did not work.";
	if (error.code === "unauthenticated")
		return "The home does not accept that key. Keys are told apart by every letter.";
	return error.code === "forbidden" ? NOT_A_READER_KEY : error.message;
}
