export function Workflows() {
	return <p>soon</p>;
}
