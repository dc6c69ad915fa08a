import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { type MetricDimension, type MetricName, metricNamespace, metrics, stageDimension } from "#core/metrics";
import type { Figures, Measured } from "#core/ports/observer";
import { toPlainError } from "./plain-error.ts";
import type { Sink } from "./process-observer.ts";

/** Lines of JSON, and metrics in CloudWatch's embedded format, both on standard output. */
export function createPowertoolsSink({ stage }: { stage: string }): Sink {
  const logger = new Logger({ serviceName: "sluice", logFormatter: new LineFormatter(), persistentKeys: { stage } });
  const emitter = createMetrics(stage);
  return {
    begin: (context) => logger.addContext(context),
    line: ({ level, message, facts = {}, error }) =>
      logger[level](message, error === undefined ? facts : { ...facts, error: toPlainError(error) }),
    figures(figures, measured) {
      for (const group of groupByDimensions(figures)) publish(emitter, group, measured);
    },
  };
}

/** The keys that Powertools gives, without those that say the same on every line of a function. */
class LineFormatter extends LogFormatter {
  formatAttributes(base: UnformattedAttributes, more: LogAttributes): LogItem {
    const { lambdaContext } = base;
    const attributes = {
      level: base.logLevel,
      message: base.message,
      timestamp: this.formatTimestamp(base.timestamp),
      service: base.serviceName,
      ...more,
      cold_start: lambdaContext?.coldStart,
      function_request_id: lambdaContext?.awsRequestId,
      xray_trace_id: base.xRayTraceId,
    };
    return new LogItem({ attributes });
  }
}

function createMetrics(stage: string): Metrics {
  const emitter = new Metrics({ namespace: metricNamespace });
  // Powertools would add `service` to every set of dimensions, where an alarm must name all of them.
  emitter.clearDefaultDimensions();
  return emitter.setDefaultDimensions({ [stageDimension]: stage });
}

interface Group {
  by: readonly MetricDimension[];
  figures: [MetricName, number | readonly number[]][];
}

/** A line has the same dimensions for all of its metrics. */
function groupByDimensions(figures: Figures): Group[] {
  const entries = Object.entries(figures) as [MetricName, number | readonly number[]][];
  const groups = Map.groupBy(entries, ([name]) => metrics[name].by.join());
  return [...groups.values()].map((group) => ({ by: group[0] ? metrics[group[0][0]].by : [], figures: group }));
}

function publish(emitter: Metrics, { by, figures }: Group, { by: values = {}, facts = {} }: Measured): void {
  emitter.addDimensions({});
  for (const dimension of by) {
    const value = values[dimension];
    if (value !== undefined) emitter.addDimensions({ [dimension]: value });
  }
  for (const [name, value] of figures) {
    for (const one of typeof value === "number" ? [value] : value) emitter.addMetric(name, metrics[name].unit, one);
  }
  const { workspace, job, attempt } = facts;
  for (const [key, fact] of Object.entries({ workspace, job, attempt })) if (fact !== undefined) emitter.addMetadata(key, String(fact));
  emitter.publishStoredMetrics();
}
