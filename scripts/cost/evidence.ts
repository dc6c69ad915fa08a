import { toMarkdownTable } from "../../bench/results-file.ts";
import { assumptions } from "./assumptions.ts";
import type { Measured } from "./calculation.ts";
import { type Price, prices, pricesRead, region, vendorsWithoutPrice } from "./prices.ts";
import type { CaseMeasurement, Usage } from "./product-measurement.ts";
import { memoryOf, secondsOf } from "./usage-bill.ts";
import { toDollars, toQuantity } from "./words.ts";

export const leftOut = [
  "- Data out to the internet is in the month of work only: $0.09 a GB, once for each download of a result. It is the largest line of that month, and the same for every way to make the file. What CloudFront delivers of the site itself ($0.085 a GB) is small beside it.",
  "- Free tiers, Savings Plans, support, taxes. With the free tiers of Lambda, SQS, CloudWatch, X-Ray, KMS and CloudFront a small stage pays little more than for its alarms.",
  "- DynamoDB's storage and backups (30,000 jobs are about 0.2 GB, $0.25 a GB-month), log storage ($0.03 a GB-month), SNS mail, the budget (the first two are free).",
  "- Retries, failed jobs, pages that poll while their socket is away.",
  "- People: what it takes to write and run the flow around a bare function, or to integrate a vendor.",
].join("\n");

/** Where the figures come from, and the figures. */
export function measuredFigures({ product, peers, inventory }: Measured): string {
  const { small, large } = product.cases;
  const ids = [...new Set([...Object.keys(small.functions), ...Object.keys(large.functions)])].toSorted();
  const cpu = (one: CaseMeasurement, ms: number) => toQuantity(ms / one.jobs);
  const rows = ids.map((id) => {
    const [a, b] = [small.functions[id], large.functions[id]];
    const rss = Math.max(a?.maxRssMb ?? 0, b?.maxRssMb ?? 0);
    return [
      id,
      ...[small, large].flatMap((one) => {
        const use = one.functions[id];
        return use ? [toQuantity(use.invocations / one.jobs), cpu(one, use.cpuMs)] : ["0", "0"];
      }),
      String(memoryOf(inventory, id)),
      String(rss),
    ];
  });
  const site = [
    "Site",
    ...[small, large].flatMap((one) => [toQuantity(siteRequests(one) / one.jobs), cpu(one, one.site.cpuMs)]),
    String(inventory.siteMemoryMb),
    "",
  ];
  const head = ["", "calls, 1 MB", "CPU ms", "calls, 1 GB", "CPU ms", "MB set", "MB seen"];
  return [
    `${product.run} Load average ${product.loadAverage}: a quiet machine takes fewer CPU seconds. Converted to JSON on the local stack, with a browser on the page, over HTTP where AWS speaks TLS: ${small.jobs} files of ${megabytes(small.inputBytes / small.jobs)} MB (${toQuantity(small.rows / small.jobs)} rows), one of ${megabytes(large.inputBytes)} MB. Per file:`,
    toMarkdownTable(head, [...rows, site]),
    toMarkdownTable(["calls of a file", "1 MB", "1 GB"], callRows(small, large)),
    coldStart({ product, peers, inventory }),
    `${peers.run} pandas ${peers.pandas.version}, values kept as text, from a file to nowhere: ${peers.pandas.small.cpuSeconds.toFixed(3)} CPU s for the small file (warm), ${peers.pandas.large.cpuSeconds.toFixed(1)} for the large one in chunks of 100,000 rows (${peers.pandas.large.maxRssMb} MB); its import takes ${peers.pandas.importCpuSeconds} CPU s. It speaks to no S3. Sluice's figures contain that, which is most of a large run: bench/RESULTS.md has its engine alone.`,
    "Sizes of functions, alarms and queues are those of `npm run plan` for the production stage (`npm run cost:inventory`).",
  ].join("\n\n");
}

function callRows(small: CaseMeasurement, large: CaseMeasurement): string[][] {
  const [a, b] = [small, large].map((one) => totalCalls(one));
  const names = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])].toSorted();
  const of = (calls: Record<string, number> | undefined, name: string, { jobs }: CaseMeasurement) =>
    toQuantity((calls?.[name] ?? 0) / jobs);
  const units = (one: CaseMeasurement, kind: "read" | "write") => toQuantity(one.requestUnits[kind] / one.jobs);
  const printed = ({ functions, site, jobs }: CaseMeasurement, key: "logBytes" | "metricBytes") =>
    toQuantity((Object.values(functions).reduce((sum, use) => sum + use[key], 0) + site[key]) / jobs);
  return [
    ...names.map((name) => [name, of(a, name, small), of(b, name, large)]),
    ["DynamoDB write request units, indexes included", units(small, "write"), units(large, "write")],
    ["DynamoDB read request units", units(small, "read"), units(large, "read")],
    ["bytes of log lines", printed(small, "logBytes"), printed(large, "logBytes")],
    ["bytes of metrics (EMF)", printed(small, "metricBytes"), printed(large, "metricBytes")],
  ];
}

/** By everybody: functions, the site, the browser. */
function totalCalls({ functions, site, browser }: Usage): Record<string, number> {
  const total: Record<string, number> = {};
  const browserCalls = Object.fromEntries(Object.entries(browser.s3).map(([operation, count]) => [`s3.${operation}`, count]));
  for (const calls of [...Object.values(functions).map((use) => use.calls), site.calls, browserCalls])
    for (const [name, count] of Object.entries(calls)) total[name] = (total[name] ?? 0) + count;
  return total;
}

function coldStart({ product, inventory }: Measured): string {
  const dollars = ["AcceptUpload", "RunJob", "Notify"].reduce((sum, id) => {
    const memoryMb = memoryOf(inventory, id);
    const use = { cpuMs: product.initCpuMs[id] ?? 0, calls: {}, logBytes: 0, metricBytes: 0 };
    return sum + ((secondsOf(use, memoryMb, assumptions) * memoryMb) / 1024) * prices.lambdaGbSeconds.usd;
  }, 0);
  return `Starting the three functions of a job cold adds ${toDollars(1000 * dollars)} for 1,000 files, were each to find none warm.`;
}

function siteRequests({ browser }: Usage): number {
  return Object.values(browser.site).reduce((sum, count) => sum + count, 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

export function priceTable(): string {
  const rows = Object.values(prices).map(({ usd, per, unit, page, readAt }: Price) => [
    `$${usd} ${per === 1 ? "a" : `per ${per.toLocaleString("en-US")}`} ${unit}`,
    page,
    readAt === null ? "not found again that day" : readAt === page ? "there" : readAt,
  ]);
  const quoted = vendorsWithoutPrice.map(({ name, page }) => `${name} (${page})`).join(", ");
  return [
    `List prices of ${region}, first tier. The pages of AWS draw their figures by script and could not be read where this was made: the last column says where each was read on ${pricesRead}, in stored copies that may be older.`,
    toMarkdownTable(["price", "price list", "read at"], rows),
    `No price of these import vendors could be read that day, so none is given: ${quoted}.`,
  ].join("\n\n");
}
