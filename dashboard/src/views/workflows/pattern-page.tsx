export function PatternPage(_: { readonly pattern: string }) {
	return <p>soon</p>;
}
