/** What Node itself can do: collects the body, parses it and answers a small JSON. */
import { serve } from "./serve";

serve((request, response) => {
	const chunks: Buffer[] = [];
	request.on("data", (chunk: Buffer) => chunks.push(chunk));
	request.on("end", () => {
		const { id } = JSON.parse(Buffer.concat(chunks).toString()) as {
			id: unknown;
		};
		response
			.writeHead(200, { "Content-Type": "application/json" })
			.end(JSON.stringify({ id, status: "stored" }));
	});
});
