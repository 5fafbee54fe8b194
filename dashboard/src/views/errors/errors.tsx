export function Errors(_: { readonly category?: string | undefined }) {
	return <p>soon</p>;
}
