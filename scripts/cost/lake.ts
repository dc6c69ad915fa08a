import { toMarkdownTable } from "../../bench/results-file.ts";
import { dollarsOf } from "./bill.ts";
import type { Inventory } from "./inventory.ts";
import { memoryOf } from "./usage-bill.ts";
import { toDollars } from "./words.ts";

/** Athena bills a query for so much at least. */
const leastGigabytes = 0.01;
/** What S3 gives a function of two vCPUs that asks for many ranges at once, and DuckDB decodes meanwhile: assumed, not measured. */
const gigabytesPerSecond = 0.08;
/** What a query takes beside what it reads: to begin, to write the answer. Assumed. */
const otherSeconds = 1.5;
/** Of the ranges that a query asks for: `core/lake` puts neighbours together. Assumed. */
const megabytesPerRange = 4;

/** A query that reads so much, on either engine, the function that waits for it included. */
export function dollarsOfQuery(engine: "duckdb" | "athena", gigabytes: number, inventory: Inventory): number {
  const seconds = otherSeconds + gigabytes / gigabytesPerSecond;
  const memoryGb = memoryOf(inventory, "Query") / 1024;
  const gets = Math.ceil((gigabytes * 1000) / megabytesPerRange);
  const common = { lambdaRequests: 1, sqsRequests: 3, s3Puts: 4 };
  if (engine === "duckdb") return dollarsOf({ ...common, lambdaGbSeconds: seconds * memoryGb, s3Gets: gets });
  // The function asks and waits; Athena reads with many machines, and its requests to S3 are ours to pay.
  const waiting = { lambdaGbSeconds: 5 * memoryGb };
  return dollarsOf({ ...common, ...waiting, s3Gets: gets, athenaTerabytes: Math.max(leastGigabytes, gigabytes) / 1000 });
}

/** What a published table costs, and what it costs to ask it. */
export function lakeText(inventory: Inventory): string {
  const rows = [0.01, 0.1, 1, 4, 100].map((gigabytes) => [
    gigabytes < 1 ? `${gigabytes * 1000} MB` : `${gigabytes} GB`,
    gigabytes > 4 ? "" : toDollars(dollarsOfQuery("duckdb", gigabytes, inventory)),
    toDollars(dollarsOfQuery("athena", gigabytes, inventory)),
  ]);
  return [
    `A published gigabyte of Parquet costs ${toDollars(dollarsOf({ s3GbMonths: 1 }))} a month for as long as its table is there; each file is one request to write (${toDollars(dollarsOf({ s3Puts: 1000 }))} for a thousand: one an hour of data that a job brings). The Glue Data Catalog asks nothing for the first million objects and the first million requests a month; a table is one object, as its partitions are projected and not registered.`,
    "A query pays for what it reads of the columns and the hours that it names, which is less than what the table has:",
    toMarkdownTable(["it reads", "DuckDB in Lambda", "Athena"], rows),
    `Without a word from the user the embedded engine takes what reads up to 4 GiB, and Athena what reads more; 100 GiB is where the workgroup stops it. Reckoned, not measured: a function of ${memoryOf(inventory, "Query")} MB reads ${gigabytesPerSecond * 1000} MB/s and takes ${otherSeconds} s beside; it waits 5 s for Athena; a range has ${megabytesPerRange} MB.`,
  ].join("\n\n");
}
