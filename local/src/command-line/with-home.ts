import type { CommandContext } from "./command";
import { openFileHome } from "./file-home";
import { createHomeClient, type HomeClient } from "./home-client";
import type { Target } from "./target";

/**
 * Does something with the home that a command works on, and closes what was opened for it.
 *
 * @throws what {@link openFileHome} and `action` throw
 */
export async function withHome<Result>(
	target: Target,
	{ environment }: Pick<CommandContext, "environment">,
	action: (home: HomeClient) => Promise<Result>,
	options: { readonly mayMake?: boolean } = {},
): Promise<Result> {
	if (target.kind === "endpoint")
		return action(createHomeClient(target.url, target.key));
	const home = await openFileHome(target.file, environment, options);
	try {
		return await action(home);
	} finally {
		await home.close();
	}
}
