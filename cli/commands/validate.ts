import type { Command } from "commander";
import type { Cli } from "../program.ts";
import { addMoreOptions, type MoreOptions } from "./more-options.ts";
import { percentValue } from "./option-values.ts";
import { addReadingOptions, type ReadingOptions } from "./reading-options.ts";

export interface ValidateOptions extends ReadingOptions, MoreOptions {
  schema?: string;
  out?: string;
  maxRejectPercent?: number;
  rejects?: string;
  report?: string;
  quiet?: true;
}

const examples = `
Examples:
  sluice validate orders.csv --schema orders.schema.json
  sluice validate orders.csv --schema orders.schema.json --rejects bad.ndjson --report report.json
  zcat orders.csv.gz | sluice validate - --schema orders.schema.json --rejects bad.ndjson`;

export function defineValidate(program: Command, cli: Cli): void {
  const command = program
    .command("validate")
    .summary("check every row against a schema")
    .description("Checks every row of a file against a schema; rows that break it are listed with the reason.")
    .argument("<file>", "the file to read; - is standard input")
    .option("--schema <file>", "the schema, as JSON (must be given)")
    .option("--out <file>", "where the rows that are right go, in the file's own format; nowhere unless told; - is standard output")
    .option("--max-reject-percent <number>", "fail when more of the rows are rejected", percentValue)
    .option("--rejects <file>", "where rejected rows are listed (default: FILE.rejects.ndjson); their own lines go beside it as .csv")
    .option("--report <file>", "what was found, as JSON; written also when it fails")
    .option("-q, --quiet", "no progress and no summary");
  addReadingOptions(addMoreOptions(command))
    .addHelpText("after", examples)
    .action(async (file: string, options: ValidateOptions) => {
      const { validateFile } = await import("../run/validate-file.ts");
      cli.finish(await validateFile(file, options, cli.signal));
    });
}
