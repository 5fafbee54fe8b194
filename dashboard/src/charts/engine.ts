import { BarChart, LineChart, SankeyChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([
	BarChart,
	LineChart,
	SankeyChart,
	GridComponent,
	TooltipComponent,
	CanvasRenderer,
]);

/** ECharts with what the page draws and no more; most of the page's JavaScript, loaded when drawn. */
export { init };
