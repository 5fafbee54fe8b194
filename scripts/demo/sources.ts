/** The files that the chains begin with, relative to the demo's temporary folder. */
export const SOURCES = {
	talk: "talk.mp4",
	verse: "verse.mp4",
	chorus: "chorus.mp4",
	outro: "outro.mp4",
	/** Has a picture and no sound. */
	silent: "silent.mp4",
	/** A file whose end, and with it its index, was lost. */
	damaged: "damaged.mp4",
	/** Is never made. */
	missing: "missing.mp4",
} as const;
