/** JSON text that may break every rule: objects keep repeated keys, and leaves may be any text. */
export type JsonTree =
	| null
	| boolean
	| number
	| string
	| Verbatim
	| JsonTree[]
	| JsonMembers;

/** Text that goes into the JSON as it is. */
export class Verbatim {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** An object, member by member. */
export class JsonMembers {
	readonly members: readonly (readonly [string, JsonTree])[];
	constructor(members: readonly (readonly [string, JsonTree])[]) {
		this.members = members;
	}
}

/** Writes a tree as JSON text. */
export function textOf(tree: JsonTree): string {
	if (tree instanceof Verbatim) return tree.text;
	if (Array.isArray(tree)) return `[${tree.map(textOf).join(",")}]`;
	if (tree instanceof JsonMembers) {
		const members = tree.members.map(
			([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`,
		);
		return `{${members.join(",")}}`;
	}
	return JSON.stringify(tree);
}

/** The tree of a plain JSON value. */
export function treeOf(value: unknown): JsonTree {
	if (value instanceof Verbatim || value instanceof JsonMembers) return value;
	if (Array.isArray(value)) return value.map(treeOf);
	if (typeof value !== "object" || value === null)
		return value as null | boolean | number | string;
	return new JsonMembers(
		Object.entries(value)
			.filter(([, member]) => member !== undefined)
			.map(([key, member]) => [key, treeOf(member)] as const),
	);
}

/** A change of one place in a tree. A path that is not there changes nothing. */
export type Mutation =
	| { readonly kind: "set"; readonly path: Path; readonly value: JsonTree }
	| { readonly kind: "remove"; readonly path: Path }
	| {
			readonly kind: "add";
			/** Of the object that gets the member. */
			readonly path: Path;
			readonly key: string;
			readonly value: JsonTree;
			readonly first: boolean;
	  };

export type Path = readonly string[];

/** The tree after the mutation. */
export function mutate(tree: JsonTree, mutation: Mutation): JsonTree {
	return mutateAt(tree, mutation.path, mutation);
}

function mutateAt(tree: JsonTree, path: Path, mutation: Mutation): JsonTree {
	const [key, ...rest] = path;
	if (key === undefined) return mutateHere(tree, mutation);
	if (!(tree instanceof JsonMembers)) return tree;
	const isRemoval = mutation.kind === "remove" && rest.length === 0;
	return new JsonMembers(
		tree.members
			.filter(([name]) => !(isRemoval && name === key))
			.map(([name, value]) =>
				name === key
					? ([name, mutateAt(value, rest, mutation)] as const)
					: ([name, value] as const),
			),
	);
}

function mutateHere(tree: JsonTree, mutation: Mutation): JsonTree {
	if (mutation.kind === "set") return mutation.value;
	if (mutation.kind === "remove" || !(tree instanceof JsonMembers)) return tree;
	const member = [mutation.key, mutation.value] as const;
	return new JsonMembers(
		mutation.first ? [member, ...tree.members] : [...tree.members, member],
	);
}
