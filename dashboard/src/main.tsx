import { render } from "preact";
import { App } from "./app";
import { watchAddress } from "./place/navigation";
import "./style/base.css";
import "./style/shell.css";
import "./style/parts.css";
import "./style/charts.css";
import "./style/tables.css";
import "./style/overview.css";
import "./style/templates.css";
import "./style/live.css";
import { applyTheme } from "./ui/theme";

applyTheme();
// Readers of the screen hear where they have come to.
watchAddress(() => {
	setTimeout(() => document.querySelector<HTMLElement>("h1")?.focus());
});
render(<App />, document.body);
