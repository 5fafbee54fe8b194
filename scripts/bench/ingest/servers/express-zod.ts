/** What the packages that the endpoint stands on can do: validates by the same schema, stores nothing. */
import { wireEventSchema } from "@ffmpeg-analytics/core";
// biome-ignore lint/correctness/noUndeclaredDependencies: the endpoint is compared with api's own packages
import express from "express";
// biome-ignore lint/correctness/noUndeclaredDependencies: as above
import { rateLimit } from "express-rate-limit";
import { serve } from "./serve";

const app = express();
app.use(
	rateLimit({
		windowMs: 60_000,
		limit: 100_000_000,
		standardHeaders: "draft-8",
		legacyHeaders: false,
	}),
);
app.use(express.json({ limit: "1mb" }));
app.post("/logOperation", (request, response) => {
	const { id } = wireEventSchema.parse(request.body);
	response.json({ id, status: "stored" });
});

serve(app);
