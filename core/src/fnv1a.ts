/**
 * 32-bit FNV-1a of a text's UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv): for places where
 * two texts that meet cost a little time, and nothing else.
 */
export function fnv1a(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++)
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	return hash >>> 0;
}
