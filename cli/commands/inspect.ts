import type { Command } from "commander";
import type { Cli } from "../program.ts";
import { addReadingOptions, type ReadingOptions } from "./reading-options.ts";

export interface InspectCommandOptions extends ReadingOptions {
  json?: true;
  all?: true;
  schema?: true;
}

const examples = `
Examples:
  sluice inspect orders.csv
  sluice inspect *.csv --json
  sluice inspect orders.csv --all --delimiter ';'
  sluice inspect orders.csv --all --schema > orders.schema.json
  curl -s https://example.org/orders.csv | sluice inspect -`;

export function defineInspect(program: Command, cli: Cli): void {
  const command = program
    .command("inspect")
    .summary("say what is in a file")
    .description("Says what a file is: encoding, dialect, header, columns with their type, and what is odd about it.")
    .argument("<file...>", "files to read; - is standard input")
    .option("--all", "read the whole file, not only its beginning")
    .option("--json", "for programs")
    .option("--schema", "propose a schema (Frictionless Table Schema) that every row read passes, to edit and validate with");
  addReadingOptions(command)
    .addHelpText("after", examples)
    .action(async (files: string[], options: InspectCommandOptions) => {
      const { inspectFiles } = await import("../inspect/inspect-files.ts");
      cli.finish(await inspectFiles(files, options, cli.signal));
    });
}
