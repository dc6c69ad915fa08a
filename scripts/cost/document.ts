import { toMarkdownTable } from "../../bench/results-file.ts";
import { assumptions, idleReceivesPerMinute, memoryOfOneVcpuMb } from "./assumptions.ts";
import { dollarsOf } from "./bill.ts";
import { busyMonth, type Calculation, calculate, type Measured } from "./calculation.ts";
import { leftOut, measuredFigures, priceTable } from "./evidence.ts";
import { lakeText } from "./lake.ts";
import { billRows, largestLines, toDollars, toQuantity } from "./words.ts";

/** docs/cost.md, from what was measured; the same input gives the same text. */
export function renderDocument(measured: Measured): string {
  const result = calculate(measured);
  return `${[
    "# What it costs",
    "`npm run cost` writes this page: counted calls and measured CPU seconds times list prices of us-east-1, no free tier. Nothing here was read off a bill.",
    inShort(result),
    "## 1,000 files of 1 MB, each a job of its own",
    billTable(result.sluice.perThousand),
    "## One gigabyte, in one file",
    billTable(result.sluice.perGigabyte),
    besideOthers(result),
    "## A month in which nobody does anything",
    `Pollers of ${measured.inventory.eventSourceMappings} queues ask ${idleReceivesPerMinute} times a minute, the sweep runs every minute, alarms watch. No NAT gateway, no server, no database instance. A stage that is not watched (a preview, a developer's) has no alarms and no dashboard.`,
    billTable(result.idleMonth),
    "## A month of work",
    `${toQuantity(busyMonth.smallFiles)} files of 1 MB and ${busyMonth.largeFiles} of 1 GB; 20 people with the page open for 8 hours on 21 days; everything is kept for 30 days and every result is downloaded once.`,
    billTable(result.busyMonth),
    "## A table in the lake, and asking it",
    lakeText(measured.inventory),
    "## How sure this is",
    sensitivity(measured),
    assumptionsText(),
    "## What was measured",
    measuredFigures(measured),
    "## Left out",
    leftOut,
    "## Prices",
    priceTable(),
  ].join("\n\n")}\n`;
}

function billTable(bill: Calculation["idleMonth"]): string {
  return toMarkdownTable(["", "quantity", "dollars", "share"], billRows(bill));
}

function inShort({ sluice, pandas, pandasInFlow, idleMonth, breakEven, glueSpark, vendor }: Calculation): string {
  const thousand = dollarsOf(sluice.perThousand);
  const gigabyte = dollarsOf(sluice.perGigabyte);
  const bare = dollarsOf(pandas.perThousand);
  const { megabytesBesidePandas: crossing } = breakEven;
  const besidePandas =
    crossing > 0
      ? `cheaper up to about ${toQuantity(crossing)} MB a file and dearer from there on`
      : "cheaper at every size that was measured";
  return [
    `- **${toDollars(thousand)} for 1,000 files of 1 MB, ${toDollars(gigabyte)} for a gigabyte in one file, ${toDollars(dollarsOf(idleMonth))} a month for being there.** The largest lines of a small file: ${largestLines(sluice.perThousand)}; of a large one: ${largestLines(sluice.perGigabyte)}.`,
    `- A bare Lambda with pandas is ${besidePandas}: ${toDollars(bare)} for 1,000 files. The difference is what the function lacks: a job's state, retries, live progress, rejects with reasons, a page. Inside this same flow pandas would cost ${toDollars(dollarsOf(pandasInFlow.perGigabyte))} a gigabyte.`,
    `- Glue costs ${toDollars(glueSpark.perThousand)} for 1,000 files where each is a Spark job, because a job is billed for a minute at least. One Spark job over a whole batch is cheaper than Sluice from ${toQuantity(breakEven.filesInOneSparkJob)} files of 1 MB on, if it is done within that minute and nobody waits for a file.`,
    `- An import vendor that publishes a price by the record asks ${toDollars(vendor.perThousand)} for the same 1,000 files. Its price for ${toQuantity(breakEven.recordsBesideVendor)} records is what Sluice costs a month before the first file.`,
  ].join("\n");
}

function besideOthers({ sluice, pandas, pandasInFlow, glueShell, glueSpark, glueSparkBatch, vendor }: Calculation): string {
  const row = (name: string, thousand: number, gigabyte: number, note: string) => [name, toDollars(thousand), toDollars(gigabyte), note];
  const table = toMarkdownTable(
    ["", "1,000 files of 1 MB", "1 GB", "what it is"],
    [
      row("Sluice", dollarsOf(sluice.perThousand), dollarsOf(sluice.perGigabyte), "everything above"),
      row(
        "pandas in Lambda",
        dollarsOf(pandas.perThousand),
        dollarsOf(pandas.perGigabyte),
        "S3 → function → S3; no state, no page, no traces",
      ),
      row(
        "pandas in this flow",
        dollarsOf(pandasInFlow.perThousand),
        dollarsOf(pandasInFlow.perGigabyte),
        "Sluice, with pandas' CPU seconds for a run's",
      ),
      row("pandas in Glue's Python shell", glueShell.perThousand, glueShell.perGigabyte, "1/16 DPU, a job a file"),
      row("Glue Spark, a job a file", glueSpark.perThousand, glueSpark.perGigabyte, "2 DPUs, least billed time: not measured"),
      row("Glue Spark, one job for all", glueSparkBatch, glueSparkBatch, "2 DPUs, least billed time: not measured"),
      row("Impler (import vendor)", vendor.perThousand, vendor.perGigabyte, "list price by the record"),
    ],
  );
  return `## Beside what people use instead\n\n${table}`;
}

function sensitivity(measured: Measured): string {
  const changes = [
    { name: "as above", changed: {} },
    { name: "a vCPU does half the work", changed: { vcpuSpeed: 0.5 } },
    { name: "a vCPU does twice the work", changed: { vcpuSpeed: 2 } },
    { name: "calls take twice as long", changed: { roundTripMs: { s3: 60, sqs: 20, dynamodb: 10, socket: 40 } } },
    { name: "S3 gives 32 MB/s", changed: { s3MegabytesPerSecond: 32.5 } },
    { name: "S3 gives 130 MB/s", changed: { s3MegabytesPerSecond: 130 } },
    { name: "5 % is traced (a busy stage)", changed: { tracedShare: 0.05 } },
  ];
  const rows = changes.map(({ name, changed }) => {
    const { sluice, pandas } = calculate(measured, { ...assumptions, ...changed });
    return [
      name,
      ...[sluice.perThousand, pandas.perThousand, sluice.perGigabyte, pandas.perGigabyte].map((bill) => toDollars(dollarsOf(bill))),
    ];
  });
  return toMarkdownTable(["if", "1,000 files", "pandas", "1 GB", "pandas"], rows);
}

function assumptionsText(): string {
  const { roundTripMs, s3MegabytesPerSecond, platformLogBytes, accessLogBytes, edgeMs } = assumptions;
  return [
    `- A Lambda of ${memoryOfOneVcpuMb} MB has one vCPU, others their share; a second of an arm64 vCPU is taken to do what a second of a core of the measuring machine (x86) does.`,
    `- A function waits for each call in turn: S3 ${roundTripMs.s3} ms, SQS ${roundTripMs.sqs} ms, DynamoDB ${roundTripMs.dynamodb} ms, WebSocket ${roundTripMs.socket} ms. S3 moves ${s3MegabytesPerSecond} MB/s in each direction; a run lasts as long as the slower of computing and moving.`,
    `- Functions are warm. Lambda writes ${platformLogBytes} bytes to the log of each invocation, API Gateway ${accessLogBytes} of each event of a socket. Lambda@Edge takes ${edgeMs} ms to sign a request.`,
    "- X-Ray records everything, each invocation as a trace of its own: true below one a second, an upper bound above.",
    "- A run tells of its progress twice a second for as long as it is taken to last on AWS.",
    "- Idle pollers go on asking while there is work; each batch costs one receive and one delete.",
  ].join("\n");
}
