/** What is read of a lock file (version 3). */
export interface Lock {
	readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
	readonly peerDependencies?: Readonly<Record<string, string>>;
	readonly peerDependenciesMeta?: Readonly<
		Record<string, { readonly optional?: boolean }>
	>;
}

/** The places, from the lock file's folder on, of a package and of all that npm installs with it. */
export function packagesOf({ packages }: Lock, name: string): string[] {
	const found = new Set<string>();
	const visit = (from: string, dependency: string) => {
		const path = resolve(packages, from, dependency);
		if (path === undefined || found.has(path)) return;
		found.add(path);
		for (const next of dependenciesOf(packages[path] as LockedPackage))
			visit(path, next);
	};
	visit("", name);
	return [...found];
}

function dependenciesOf(locked: LockedPackage): string[] {
	const peers = Object.keys(locked.peerDependencies ?? {}).filter(
		(peer) => locked.peerDependenciesMeta?.[peer]?.optional !== true,
	);
	return [
		...Object.keys(locked.dependencies ?? {}),
		...Object.keys(locked.optionalDependencies ?? {}),
		...peers,
	];
}

/** As Node looks for it: in the package's own folder, then in those around it. */
function resolve(
	packages: Lock["packages"],
	from: string,
	name: string,
): string | undefined {
	for (let folder = from; ; ) {
		const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
		if (packages[path] !== undefined) return path;
		if (folder === "") return undefined;
		const outer = folder.lastIndexOf("/node_modules/");
		folder = outer < 0 ? "" : folder.slice(0, outer);
	}
}
