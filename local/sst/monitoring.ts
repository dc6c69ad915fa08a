import { z } from "zod";

const dimensionsSchema = z.record(z.string(), z.string());

const metricQuerySchema = z.union([
  z.strictObject({ id: z.string(), expression: z.string(), label: z.string(), returnData: z.literal(true) }),
  z.strictObject({
    id: z.string(),
    metric: z.strictObject({
      namespace: z.string(),
      metricName: z.string(),
      dimensions: dimensionsSchema,
      period: z.int().multipleOf(60),
      stat: z.string(),
    }),
  }),
]);

export const alarmSchema = z.strictObject({
  name: z.string(),
  alarmDescription: z.string().max(1024),
  alarmActions: z.array(z.string().startsWith("arn:")).min(1),
  okActions: z.array(z.string().startsWith("arn:")),
  treatMissingData: z.enum(["notBreaching", "breaching", "ignore", "missing"]),
  comparisonOperator: z.enum(["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold"]),
  threshold: z.number(),
  evaluationPeriods: z.int().positive(),
  datapointsToAlarm: z.int().positive().optional(),
  namespace: z.string().optional(),
  metricName: z.string().optional(),
  dimensions: dimensionsSchema.optional(),
  statistic: z.enum(["Sum", "Maximum", "Minimum", "Average", "SampleCount"]).optional(),
  extendedStatistic: z
    .string()
    .regex(/^p\d+(\.\d+)?$/)
    .optional(),
  period: z.int().multipleOf(60).optional(),
  metricQueries: z.array(metricQuerySchema).optional(),
});

const widgetSchema = z.strictObject({
  type: z.literal("metric"),
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  width: z.int().min(1).max(24),
  height: z.int().min(1),
  properties: z.strictObject({
    title: z.string(),
    metrics: z.array(z.array(z.union([z.string(), z.record(z.string(), z.string())]))).min(1),
    stat: z.string(),
    period: z.int(),
    stacked: z.boolean(),
    region: z.string(),
    view: z.literal("timeSeries"),
  }),
});

export const dashboardSchema = z.strictObject({
  dashboardName: z.string(),
  dashboardBody: z
    .string()
    .transform((body): unknown => JSON.parse(body))
    .pipe(z.strictObject({ widgets: z.array(widgetSchema).min(1) })),
});

export const budgetSchema = z.strictObject({
  name: z.string(),
  budgetType: z.literal("COST"),
  limitAmount: z.string().regex(/^\d+$/),
  limitUnit: z.literal("USD"),
  timeUnit: z.literal("MONTHLY"),
  notifications: z.array(
    z.strictObject({
      comparisonOperator: z.literal("GREATER_THAN"),
      notificationType: z.enum(["ACTUAL", "FORECASTED"]),
      threshold: z.number(),
      thresholdType: z.literal("PERCENTAGE"),
      subscriberSnsTopicArns: z.array(z.string().startsWith("arn:")).min(1),
    }),
  ),
});
