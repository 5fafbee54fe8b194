/** The shape of a picture. */
export type FrameShape = "vertical" | "square" | "horizontal";

/** `1080x1920`, `1080:1920`; three digits at least, so that times and ratios are none. */
const FRAME_SIZE = /(?<!\d)(\d{3,5})[x:](\d{3,5})(?!\d)/;
/** `"width":1080,"height":1920`, in either order, with or without quotes around the numbers. */
const WIDTH = /"(?:width|w)":"?(\d{3,5})(?!\d)/;
const HEIGHT = /"(?:height|h)":"?(\d{3,5})(?!\d)/;
/** `9:16`, `4/5`, `1:1` as an aspect ratio. */
const ASPECT_RATIO =
	/(?:aspect|ratio|setdar)[a-z_]{0,16}"?[:=]"?(?:dar=)?(\d{1,2})[:/](\d{1,2})(?!\d)/i;

/**
 * The shape of the first frame that sanitised parameters name, by size or by aspect ratio; undefined
 * where they name none. Every pattern has bounded repetitions, so that this takes linear time.
 */
export function frameShapeOf(parameters: string): FrameShape | undefined {
	const pair = FRAME_SIZE.exec(parameters) ?? ASPECT_RATIO.exec(parameters);
	const width = Number(pair?.[1] ?? WIDTH.exec(parameters)?.[1]);
	const height = Number(pair?.[2] ?? HEIGHT.exec(parameters)?.[1]);
	if (!(width > 0 && height > 0)) return undefined;
	if (width === height) return "square";
	return width < height ? "vertical" : "horizontal";
}
