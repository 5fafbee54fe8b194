export function OperationPage(_: { readonly operation: string }) {
	return <p>soon</p>;
}
