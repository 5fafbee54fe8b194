import { PairTable } from "./pair-table";

/** Between the operation types of a pattern's name. No slug holds `>`, so names are unambiguous. */
export const STEP_ARROW = "->";

/** The pattern of no step, from which every other one grows. */
export const NO_STEPS = 0;

/**
 * Operation types as small numbers, and sequences of them as nodes of a trie: the node of
 * `trim->resize` is the child of `trim` by `resize`. A window that grows by a step moves to a child,
 * and a pattern's name is written once and not at each of its occurrences.
 *
 * It only grows, by what it is asked: whoever keeps one long must bound what it is asked.
 */
export class PatternDictionary {
	readonly #typeNumbers = new Map<string, number>();
	readonly #types: string[] = [];
	/** Node n is pair n - 1 of parent and type. */
	readonly #children = new PairTable();
	/** By node: the pattern without its first step. */
	readonly #suffixes: number[] = [NO_STEPS];
	readonly #names: string[] = [];

	/** Every node is below it. */
	get size(): number {
		return this.#children.size + 1;
	}

	/** The number of an operation type, from 0. */
	typeOf(operationType: string): number {
		const known = this.#typeNumbers.get(operationType);
		if (known !== undefined) return known;
		const number = this.#types.push(operationType) - 1;
		this.#typeNumbers.set(operationType, number);
		return number;
	}

	/** The node of a sequence that is one step of `type` longer. */
	childOf(node: number, type: number): number {
		const child = this.#children.numberOf(node, type) + 1;
		if (child === this.#suffixes.length) {
			this.#suffixes.push(NO_STEPS);
			if (node !== NO_STEPS)
				this.#suffixes[child] = this.childOf(this.suffixOf(node), type);
		}
		return child;
	}

	/** The node of the same sequence without its first step; of one step, {@link NO_STEPS}. */
	suffixOf(node: number): number {
		return this.#suffixes[node] as number;
	}

	/** The pattern's name: the types of its steps, joined by {@link STEP_ARROW}. */
	nameOf(node: number): string {
		const known = this.#names[node];
		if (known !== undefined) return known;
		const parent = this.#children.firstOf(node - 1);
		const type = this.#types[this.#children.secondOf(node - 1)] ?? "";
		const name =
			parent === NO_STEPS ? type : this.nameOf(parent) + STEP_ARROW + type;
		this.#names[node] = name;
		return name;
	}
}
