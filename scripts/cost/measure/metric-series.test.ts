import { expect, it } from "vitest";
import { metricSeries } from "./metric-series.ts";

const line = JSON.stringify({
  _aws: {
    CloudWatchMetrics: [{ Namespace: "Sluice", Dimensions: [["stage"], ["stage", "queue"]], Metrics: [{ Name: "Age" }, { Name: "Jobs" }] }],
  },
  stage: "x",
  queue: "Work",
  Age: 1,
});

it("each name with each set of dimensions is a metric, and other lines have none", () => {
  expect(metricSeries(`{"message":"started"}\n${line}\nplain\n`)).toEqual([
    "Sluice Age {stage=x}",
    "Sluice Jobs {stage=x}",
    "Sluice Age {stage=x,queue=Work}",
    "Sluice Jobs {stage=x,queue=Work}",
  ]);
});
