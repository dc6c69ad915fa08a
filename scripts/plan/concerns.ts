import type { PlannedResource } from "./planned-resource.ts";

/** What an operator looks for, in the order of a file's way through the product. */
export const concerns = [
  "Site",
  "Storage",
  "Queues",
  "Tables",
  "Lake",
  "Functions",
  "Sockets",
  "Schedules",
  "Watching",
  "Access",
  "Encryption",
  "Cost",
  "Deployment",
] as const;
export type Concern = (typeof concerns)[number];

/** First match counts: what belongs to the site is the site's, of whatever service it is. */
const rules: [RegExp, Concern][] = [
  [/^aws:(cloudfront|acm|route53)\//, "Site"],
  [/^aws:lambda\/functionUrl:/, "Site"],
  [/^aws:s3\/bucketObjectv2:/, "Deployment"],
  [/^aws:s3\//, "Storage"],
  [/^aws:sqs\//, "Queues"],
  [/^aws:dynamodb\//, "Tables"],
  [/^aws:(glue|athena)\//, "Lake"],
  [/^aws:lambda\/permission:/, "Access"],
  [/^aws:lambda\//, "Functions"],
  [/^aws:apigateway(v2)?\//, "Sockets"],
  [/^aws:scheduler\//, "Schedules"],
  [/^aws:(cloudwatch|sns|xray)\//, "Watching"],
  [/^aws:iam\//, "Access"],
  [/^aws:kms\//, "Encryption"],
  [/^aws:budgets\//, "Cost"],
  [/^(command|pulumi|pulumi-nodejs|random|aws:ssm)[:/]/, "Deployment"],
];

/** Throws for a type that nobody has placed yet, so that nothing is left out of what people are shown. */
export function concernOf({ type }: PlannedResource): Concern {
  const concern = rules.find(([pattern]) => pattern.test(type))?.[1];
  if (!concern) throw new Error(`${type} belongs to no concern; place it in scripts/plan/concerns.ts.`);
  return concern;
}

/** `Queue` of `aws:sqs/queue:Queue`. */
export function kindOf({ type, name }: PlannedResource): string {
  return type.startsWith("pulumi-nodejs:") ? (name.split(".").at(-1) ?? name) : (type.split(":").at(-1) ?? type);
}
