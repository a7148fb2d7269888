// Draws a table as a chart beside it: `data-chart` is line or bar, `data-table` the id of the table. The first cell
// of a row names it; each head with `data-series` is a series (`right`: with an axis of its own), cells give
// `data-value`. A chart with `data-of` draws only the series of that name: a table may have two. The table stays for whoever cannot see the picture.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

function read(table, of) {
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  const columns = heads.map((head, place) => ({ head, place })).filter(({ head }) => "series" in head.dataset && (!of || head.dataset.series === of));
  return {
    names: rows.map((row) => row.cells[0].textContent.trim()),
    series: columns.map(({ head, place }) => ({
      name: head.textContent.trim(),
      yAxisIndex: head.dataset.series === "right" ? 1 : 0,
      data: rows.map((row) => (row.cells[place].dataset.value ?? "") === "" ? null : Number(row.cells[place].dataset.value)),
    })),
  };
}

function draw(place) {
  const { names, series } = read(document.getElementById(place.dataset.table), place.dataset.of);
  const style = getComputedStyle(document.body);
  const chart = init(place, null, { renderer: "canvas" });
  chart.setOption({
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    textStyle: { fontFamily: style.fontFamily, color: style.color },
    color: ["#1d5a96", "#b35900", "#17602f", "#7a3b8f"],
    tooltip: { trigger: "axis", renderMode: "richText" },
    legend: { top: 0, textStyle: { color: style.color } },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: names },
    yAxis: series.some((one) => one.yAxisIndex) ? [{ type: "value" }, { type: "value", splitLine: { show: false } }] : { type: "value" },
    series: series.map((one) => ({ ...one, type: place.dataset.chart, barMaxWidth: 48, connectNulls: true })),
  });
  new ResizeObserver(() => chart.resize()).observe(place);
  place.dataset.drawn = "";
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chart]").forEach(draw));
