import { useEffect, useState } from "preact/hooks";
import { isSignInNeeded } from "../home/ask";
import { credentials, keep } from "../home/credentials";
import { askSignInMethods, type SignInMethod, signIn } from "../home/sign-in";
import { forgetAnswers } from "../home/use-answer";

/** Asks who is here: a key, or where the home offers it, e-mail and password. */
export function SignIn() {
	const [methods, setMethods] = useState<readonly SignInMethod[]>();
	useEffect(() => {
		askSignInMethods().then(setMethods, () => setMethods(["key"]));
	}, []);
	const wasRefused = credentials.value !== undefined;
	return (
		<main class="sign-in">
			<img src="/icon.svg" alt="" width="40" height="40" />
			<h1 tabIndex={-1}>Sign in</h1>
			<p class="note">
				{wasRefused
					? "The home does not accept that, or no longer. Keys are told apart by every letter."
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
	const [problem, setProblem] = useState("");
	const [isBusy, setBusy] = useState(false);
	const submit = async (form: HTMLFormElement) => {
		const given = new FormData(form);
		setBusy(true);
		setProblem("");
		try {
			await signIn(String(given.get("email")), String(given.get("password")));
			enter();
		} catch (error) {
			setProblem(error instanceof Error ? error.message : "It did not work.");
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				void submit(event.currentTarget);
			}}
		>
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
			<button type="submit" class="button primary" disabled={isBusy}>
				{isBusy ? "Signing in …" : "Sign in"}
			</button>
		</form>
	);
}

function KeyForm({ isOnly }: { readonly isOnly: boolean }) {
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				const key = String(new FormData(event.currentTarget).get("key")).trim();
				if (key === "") return;
				keep({ kind: "key", key });
				enter();
			}}
		>
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
			<button type="submit" class={isOnly ? "button primary" : "button"}>
				Use this key
			</button>
			<p class="note">
				One of the home's <code>READER_KEYS</code> or <code>ADMIN_KEYS</code>.
				This tab keeps it until it is closed.
			</p>
		</form>
	);
}

function enter(): void {
	forgetAnswers();
	isSignInNeeded.value = false;
}
