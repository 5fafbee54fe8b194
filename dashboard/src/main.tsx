import { render } from "preact";
import { App } from "./app";
import { focusHeading, watchAddress } from "./place/navigation";
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
watchAddress(() => void setTimeout(focusHeading));
render(<App />, document.body);
