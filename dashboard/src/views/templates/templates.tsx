export function Templates(_: { readonly template?: string | undefined }) {
	return <p>soon</p>;
}
