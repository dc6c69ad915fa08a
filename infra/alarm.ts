import { alarmTopic } from "./alarm-topic.ts";
import { toPascal } from "./to-pascal.ts";

/** One for each page in docs/runbooks/. */
export type AlarmKind =
  | "dead-letters"
  | "oldest-message"
  | "function-errors"
  | "function-throttles"
  | "function-duration"
  | "jobs-stuck"
  | "jobs-failing"
  | "site-errors"
  | "queries-failing"
  | "scanned-bytes"
  | "table-throttles"
  | "table-errors"
  | "socket-errors";

type MetricAlarmArgs = Omit<aws.cloudwatch.MetricAlarmArgs, "name" | "alarmDescription" | "alarmActions" | "okActions">;

interface Alarm extends MetricAlarmArgs {
  /** What is so when it rings. */
  says: string;
}

/** Rings the topic when something about `subject` (an id of this app) is wrong, and says which page tells what to do. */
export function createAlarm(kind: AlarmKind, subject: string, { says, ...args }: Alarm) {
  if (!alarmTopic) return;
  new aws.cloudwatch.MetricAlarm(`${subject}${toPascal(kind)}Alarm`, {
    name: `${$app.name}-${$app.stage}-${kind}-${subject}`,
    alarmDescription: `${says} What to do: docs/runbooks/${kind}.md`,
    alarmActions: [alarmTopic.arn],
    okActions: [alarmTopic.arn],
    treatMissingData: "notBreaching",
    ...args,
  });
}

interface Query {
  namespace: string;
  metricName: string;
  dimensions: Record<string, $util.Input<string>>;
}

/** The sum of several counts, over five minutes if nothing else is said. */
export function sumOf(queries: Query[], period = 300): NonNullable<MetricAlarmArgs["metricQueries"]> {
  return [
    { id: "sum", expression: `SUM(METRICS())`, label: "Sum", returnData: true },
    ...queries.map((query, index) => ({ id: `m${index}`, metric: { ...query, period, stat: "Sum" } })),
  ];
}
