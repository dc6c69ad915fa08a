import { type Command, Option } from "commander";
import type { Cli } from "../program.ts";
import { addServerOptions, type ServerOptions, serverHelp } from "./server-options.ts";

export interface QueryOptions extends ServerOptions {
  to?: "csv" | "tsv" | "json" | "ndjson" | "parquet" | "xlsx";
  out?: string;
  engine: "auto" | "duckdb" | "athena";
  dryRun?: true;
  quiet?: true;
}

const examples = `
Examples:
  sluice query "SELECT customer, sum(total) FROM orders WHERE _time >= '2026-03-01' GROUP BY ALL"
  sluice query "SELECT * FROM orders" --to parquet --out orders.parquet
  sluice query --dry-run "SELECT * FROM orders WHERE year = 2026"
  sluice query - < revenue.sql > revenue.csv`;

export function defineQuery(program: Command, cli: Cli): void {
  const command = program
    .command("query")
    .summary("ask the tables of a server's lake by SQL")
    .description("Runs one SELECT on a server, over the tables that jobs have published. A terminal gets a table of the first rows.")
    .argument("<sql>", "the SELECT; - reads it from standard input")
    .addOption(
      new Option("--to <format>", "what the answer becomes (default: a table on a terminal; else the ending of --out, or csv)").choices([
        "csv",
        "tsv",
        "json",
        "ndjson",
        "parquet",
        "xlsx",
      ]),
    )
    .option("--out <file>", "where the answer goes; - or nothing is standard output")
    .addOption(
      new Option("--engine <engine>", "where it runs; auto goes by what it reads").choices(["auto", "duckdb", "athena"]).default("auto"),
    )
    .option("--dry-run", "only say what it would read")
    .option("-q, --quiet", "no summary");
  addServerOptions(command)
    .addHelpText("after", `${examples}\n${serverHelp}`)
    .action(async (sql: string, options: QueryOptions) => {
      const { querySql } = await import("../server/query-sql.ts");
      cli.finish(await querySql(sql, options, cli.signal));
    });
}
