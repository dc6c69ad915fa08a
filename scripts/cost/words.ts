import { type Bill, dollarsOf } from "./bill.ts";
import type { Meter } from "./prices.ts";

/** Lines of a bill, as a reader asks for them. */
const lines: { title: string; meters: Meter[] }[] = [
  { title: "Lambda's time", meters: ["lambdaGbSeconds"] },
  { title: "Lambda's requests", meters: ["lambdaRequests"] },
  { title: "S3's writing requests", meters: ["s3Puts"] },
  { title: "S3's reading requests", meters: ["s3Gets"] },
  { title: "S3's storage", meters: ["s3GbMonths"] },
  { title: "Data out to the internet", meters: ["transferOutGb"] },
  { title: "DynamoDB's writes", meters: ["dynamoWrites"] },
  { title: "DynamoDB's reads", meters: ["dynamoReads"] },
  { title: "SQS", meters: ["sqsRequests"] },
  { title: "WebSocket", meters: ["socketMessages", "socketMinutes"] },
  { title: "CloudFront and its functions", meters: ["cloudFrontRequests", "cloudFrontFunctions", "edgeRequests", "edgeGbSeconds"] },
  { title: "Athena", meters: ["athenaTerabytes"] },
  { title: "EventBridge Scheduler", meters: ["schedulerInvocations"] },
  { title: "Logs", meters: ["logGb"] },
  { title: "Traces", meters: ["traces"] },
  { title: "Custom metrics", meters: ["customMetrics"] },
  { title: "Alarms", meters: ["alarmMetrics"] },
  { title: "Dashboard", meters: ["dashboards"] },
  { title: "KMS", meters: ["keyRequests", "customerKeys"] },
];

/** Rows of title, quantity, dollars and share for what the bill has; and one of the whole. */
export function billRows(bill: Bill): string[][] {
  const total = dollarsOf(bill);
  const present = lines.filter(({ meters }) => meters.some((meter) => (bill[meter] ?? 0) > 0));
  const rows = present.map(({ title, meters }) => {
    const [first, ...others] = meters.filter((meter) => (bill[meter] ?? 0) > 0);
    const quantity = first && others.length === 0 ? toQuantity(bill[first] ?? 0) : "";
    const dollars = dollarsOf(bill, meters);
    return [title, quantity, toDollars(dollars), `${Math.round((100 * dollars) / total)} %`];
  });
  return [...rows, ["**All**", "", `**${toDollars(total)}**`, ""]];
}

/** The two lines that are most of a bill. */
export function largestLines(bill: Bill): string {
  const shares = lines.map(({ title, meters }) => ({ title, share: dollarsOf(bill, meters) / dollarsOf(bill) }));
  const [first, second] = shares.toSorted((a, b) => b.share - a.share).map(({ title, share }) => `${title} (${Math.round(100 * share)} %)`);
  return `${first} and ${second}`;
}

/** Three figures that say something, and cents from a dollar on. */
export function toDollars(dollars: number): string {
  if (dollars >= 1000) return `$${Math.round(dollars).toLocaleString("en-US")}`;
  if (dollars >= 1) return `$${dollars.toFixed(2)}`;
  if (dollars > 0 && dollars < 0.00001) return "under $0.00001";
  return `$${dollars.toFixed(dollars >= 0.01 ? 3 : 5)}`;
}

export function toQuantity(quantity: number): string {
  return quantity >= 100 ? Math.round(quantity).toLocaleString("en-US") : String(Number(quantity.toPrecision(3)));
}
