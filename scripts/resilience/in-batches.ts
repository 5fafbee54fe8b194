/** Cuts a list of ASCII texts so that no part has much more than so many characters, nor 500 texts. */
export function inBatches(
	texts: readonly string[],
	length: number,
): string[][] {
	const batches: string[][] = [];
	let room = 0;
	for (const text of texts) {
		if (room <= 0 || batches.at(-1)?.length === 500) {
			batches.push([]);
			room = length;
		}
		batches.at(-1)?.push(text);
		room -= text.length;
	}
	return batches;
}
