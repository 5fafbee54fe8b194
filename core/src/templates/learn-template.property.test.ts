import fc from "fast-check";
import { flattenParameters } from "./flat-parameters";
import { learnTemplate } from "./learn-template";
import type { TemplateInput, TemplateStep } from "./template-steps";

const USERS = 8;
const OPERATIONS = ["trim", "resize"];

/** Few of each, so that values and names are often shared, by any number of users. */
const parameterName = fc.constantFrom("crf", "preset", "-c:v", "start", "out");
const value = fc.oneof(
	fc.constantFrom<unknown>(18, 23, 23.5, "23", "slow", "fast", true, false),
	fc.constantFrom<unknown>("[file]", "[text]", "a=[text]", ["a"], ["a", 1]),
	fc.integer({ min: -3, max: 3 }),
);
const parameters = fc.dictionary(parameterName, value, { maxKeys: 5 });
const occurrence = fc.record({
	user: fc.nat(USERS - 1),
	steps: fc.tuple(parameters, parameters),
});
const history = fc.array(occurrence, { maxLength: 40 });
type Drawn = typeof history extends fc.Arbitrary<infer T> ? T : never;

const learn = (drawn: Drawn, minUsers: number) =>
	learnTemplate(
		OPERATIONS,
		drawn.map(({ user, steps }) => ({
			userId: `user-${user}`,
			steps: steps.map((step) => flattenParameters(JSON.stringify(step))),
		})),
		minUsers,
	);

/** Every value that a template shows of a parameter of a step, wherever it does. */
function shownValues(
	step: number,
	parameter: string,
	{
		steps,
		inputs,
	}: { steps: readonly TemplateStep[]; inputs: readonly TemplateInput[] },
): unknown[] {
	const own = inputs.filter(
		(input) => input.step === step && input.parameter === parameter,
	);
	return [
		steps[step - 1]?.parameters[parameter],
		...own.flatMap((input) => [
			input.default,
			input.minimum,
			input.maximum,
			...input.values,
		]),
	].filter((shown) => shown !== undefined);
}

/** The users who gave this very value there, counted as plainly as can be. */
function usersOf(
	drawn: Drawn,
	step: number,
	parameter: string,
	shown: unknown,
	asText: boolean,
): number {
	const text = (given: unknown) =>
		asText && typeof given !== "string"
			? JSON.stringify(JSON.stringify(given))
			: JSON.stringify(given);
	const users = new Set<number>();
	for (const { user, steps } of drawn)
		if (text(steps[step - 1]?.[parameter]) === JSON.stringify(shown))
			users.add(user);
	return users.size;
}

describe("a template shows", () => {
	it("no value, and no name, that fewer than minUsers distinct users had", () =>
		fc.assert(
			fc.property(
				history,
				fc.integer({ min: 1, max: 5 }),
				(drawn, minUsers) => {
					const learned = learn(drawn, minUsers);
					for (const step of [1, 2]) {
						const own = learned.inputs.filter((input) => input.step === step);
						const names = new Set([
							...Object.keys(learned.steps[step - 1]?.parameters ?? {}),
							...own.map(({ parameter }) => parameter),
						]);
						for (const name of names) {
							const having = drawn.filter(
								({ steps }) => steps[step - 1]?.[name] !== undefined,
							);
							const users = new Set(having.map(({ user }) => user));
							expect(users.size).toBeGreaterThanOrEqual(minUsers);
							const asText = own.some(
								({ parameter, type }) =>
									parameter === name && type === "string",
							);
							for (const shown of shownValues(step, name, learned))
								expect(
									Math.max(
										usersOf(drawn, step, name, shown, false),
										usersOf(drawn, step, name, shown, asText),
									),
								).toBeGreaterThanOrEqual(minUsers);
						}
					}
				},
			),
			{ numRuns: 2_000 },
		));

	it("nothing of what a group smaller than minUsers planted, in any place", () =>
		fc.assert(
			fc.property(
				history,
				fc.uniqueArray(fc.nat(USERS - 1), { minLength: 1, maxLength: 2 }),
				fc.array(fc.tuple(fc.nat(), parameterName), { minLength: 1 }),
				(drawn, plotters, places) => {
					const planted = drawn.map((each, index) => {
						if (!plotters.includes(each.user)) return each;
						const steps = each.steps.map((step) => ({ ...step })) as [
							Record<string, unknown>,
							Record<string, unknown>,
						];
						for (const [place, name] of places) {
							const secret = place % 3;
							const step = steps[(place + index) % 2 === 0 ? 0 : 1];
							step[name] = ["planted", 987_654, ["planted", 987_654]][secret];
							step[`planted${place % 2}`] = 1;
						}
						return { ...each, steps };
					});
					const text = JSON.stringify(learn(planted, 3));
					expect(text).not.toContain("planted");
					expect(text).not.toContain("987654");
				},
			),
			{ numRuns: 2_000 },
		));

	it("the same whatever the order of the occurrences", () =>
		fc.assert(
			fc.property(
				history.chain((drawn) =>
					fc.tuple(
						fc.constant(drawn),
						fc.shuffledSubarray(drawn, { minLength: drawn.length }),
					),
				),
				([drawn, shuffled]) => {
					expect(learn(shuffled, 2)).toEqual(learn(drawn, 2));
				},
			),
			{ numRuns: 500 },
		));

	it("the same however often one user repeats all that they did", () =>
		fc.assert(
			fc.property(history, fc.nat(USERS - 1), (drawn, loud) => {
				const own = drawn.filter(({ user }) => user === loud);
				const repeated = [...drawn, ...own, ...own, ...own];
				expect(learn(repeated, 2)).toEqual(learn(drawn, 2));
			}),
			{ numRuns: 500 },
		));

	it("a required input for what all had and did not agree on, defaults for what they did", () =>
		fc.assert(
			fc.property(history, (drawn) => {
				const { steps, inputs } = learn(drawn, 1);
				for (const input of inputs) {
					const everybody = drawn.every(
						({ steps: all }) =>
							all[input.step - 1]?.[input.parameter] !== undefined,
					);
					const isDefault =
						steps[input.step - 1]?.parameters[input.parameter] !== undefined;
					expect(input.required).toBe(everybody && !isDefault);
				}
			}),
			{ numRuns: 500 },
		));
});
