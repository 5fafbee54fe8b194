export function Operations() {
	return <p>soon</p>;
}
