import { PROBLEMS } from "../problems";
import { PROBLEM_CODES } from "./problem-details";

/** What a reader of the document should know before they look at a call, in Markdown. */
export function describeService(): string {
	return `Hosts that run FFmpeg for people report each operation; the service finds the sequences that people repeat, what is slow, what fails and why, and makes templates of the sequences worth repeating.

## Who may call

Keys and ID tokens travel as \`Authorization: Bearer\`. Pages in browsers may post only from origins that the home allows; everybody else sends no \`Origin\`.

## What every answer has in common

- Members may be added to answers: ignore those that you do not know. Requests are strict: what is not known is refused, and so is a query parameter that is given twice.
- \`GET\` can be asked as \`HEAD\` too. \`OPTIONS\` answers 204 with \`Allow\`. Any other method on a known path is a 405 with \`Allow\`, and any other path a 404.
- \`RateLimit\` and \`RateLimit-Policy\` say what is left of the caller's requests in this minute. Events have a budget of their own beside it: those over it say \`retry\` in their batch.
- Nothing may be cached (\`Cache-Control: no-store\`).
- Numbers that are means or rates are unrounded. Days and months are those of UTC.

## Problems

Whatever the service answers that is no 2xx is \`application/problem+json\` (RFC 9457) with a stable \`code\`. What stands in front of it, a proxy or a cloud's front end, may answer by itself, in other forms: go by the status then.

| code | status | what it means | what to do |
| --- | --- | --- | --- |
${PROBLEM_CODES.map(rowOf).join("\n")}`;
}

function rowOf(code: keyof typeof PROBLEMS): string {
	const { status, title, remedy } = PROBLEMS[code];
	return `| \`${code}\` | ${status} | ${title} | ${remedy} |`;
}
