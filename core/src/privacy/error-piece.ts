import { MARKS, type Mark } from "./mark";
import { type Piece, PieceReader } from "./piece-reader";
import { skipDigits } from "./quantity";

/** Takes a message apart into words and quoted spans and decides of each whether it stays. Linear. */
export function readPieces(text: string): Piece[] {
	const pieces: Piece[] = [];
	const reader = new PieceReader(text);
	let previous = "";
	for (;;) {
		const piece = reader.next(previous);
		if (piece === undefined) return loseNumberRows(pieces);
		pieces.push(piece);
		previous = piece.lost === undefined ? piece.core.toLowerCase() : "";
	}
}

/** Rows of whole numbers that together are as long as a telephone or a card are lost. */
function loseNumberRows(pieces: Piece[]): Piece[] {
	let start = 0;
	let digits = 0;
	for (let i = 0; i <= pieces.length; i++) {
		const core = pieces[i]?.core ?? "";
		if (core !== "" && skipDigits(core, 0) === core.length) {
			digits += core.length;
			continue;
		}
		const follows = pieces[start - 1]?.lost !== undefined;
		if (
			i - start > 1 &&
			digits >= (follows ? SHORTEST_REST : SHORTEST_TELEPHONE)
		) {
			for (let k = start; k < i; k++) {
				const piece = pieces[k];
				if (piece !== undefined) pieces[k] = { ...piece, lost: MARKS.text };
			}
		}
		start = i + 1;
		digits = 0;
	}
	return pieces;
}

const SHORTEST_TELEPHONE = 7;
/** What follows a lost word may be the rest of its number: `ssn:123 45 6789`. */
const SHORTEST_REST = 4;

/**
 * Writes pieces with one space between. Lost words next to each other, or with few words between and
 * no punctuation, are one name with spaces in it: one mark.
 */
export function writePieces(pieces: readonly Piece[]): string {
	let out = "";
	for (let i = 0; i < pieces.length; i++) {
		const piece = pieces[i];
		if (piece === undefined) break;
		if (out !== "") out += " ";
		if (piece.lost === undefined || piece.quoted) {
			out += piece.before + (piece.lost ?? piece.core) + piece.after;
			continue;
		}
		const end = nameEnd(pieces, i);
		out +=
			piece.before + strongest(pieces, i, end) + (pieces[end]?.after ?? "");
		i = end;
	}
	return out;
}

/** The last piece of the name with spaces that begins at `start`. */
function nameEnd(pieces: readonly Piece[], start: number): number {
	let end = start;
	let gap = 0;
	for (let i = start; i < pieces.length; i++) {
		const piece = pieces[i];
		if (piece === undefined || piece.quoted) break;
		if (i > start && piece.before !== "") break;
		if (piece.lost !== undefined) {
			end = i;
			gap = 0;
		} else if (++gap > LONGEST_GAP) break;
		if (piece.after !== "") break;
	}
	return end;
}

/** How many known words a name with spaces may have between two unknown ones. */
const LONGEST_GAP = 3;

function strongest(pieces: readonly Piece[], from: number, to: number): Mark {
	let mark: Mark = MARKS.text;
	for (let i = from; i <= to; i++) {
		const lost = pieces[i]?.lost;
		if (lost !== undefined && lost !== MARKS.text) {
			mark = lost;
			break;
		}
	}
	return mark;
}
