import { type Command, Option } from "commander";
import type { BadRowPolicy } from "#core/jobs/job";
import type { Cli } from "../program.ts";
import { addMoreOptions, type MoreOptions } from "./more-options.ts";
import { columnsValue, type Rename, renameValue } from "./option-values.ts";
import { addReadingOptions, type ReadingOptions } from "./reading-options.ts";

export interface ConvertOptions extends ReadingOptions, MoreOptions {
  to?: "csv" | "tsv" | "json" | "ndjson" | "parquet" | "xlsx";
  out?: string;
  outDir?: string;
  rejects?: string;
  report?: string;
  onBad: BadRowPolicy;
  select?: string[];
  rename?: Rename[];
  eol?: "crlf" | "lf";
  headerOut?: true;
  gzip?: true;
  zstd?: true;
  neutraliseFormulas?: true;
  quiet?: true;
}

const examples = `
Examples:
  sluice convert orders.csv --to ndjson > orders.ndjson
  sluice convert orders.csv --to csv --out clean.csv --on-bad reject --report report.json
  sluice convert export.txt --to json --encoding windows-1252 --delimiter ';' --select id,total --rename total=amount
  sluice convert *.csv --to ndjson --gzip --out-dir converted
  sluice convert book.xlsx --to csv --sheet Orders --out orders.csv
  zcat huge.csv.gz | sluice convert - --to tsv --out huge.tsv`;

export function defineConvert(program: Command, cli: Cli): void {
  const command = program
    .command("convert")
    .summary("delimited text, JSON, XLSX or Parquet into CSV, TSV, JSON, NDJSON, XLSX or Parquet")
    .description(
      "Reads delimited text, JSON or NDJSON, also compressed, a sheet of an XLSX workbook, or Parquet (a name that ends in .parquet), and writes it in another format. Values stay as they are. Every row is accounted for: rows in = rows out + rejected + filtered.",
    )
    .argument("<file...>", "files to read; - is standard input")
    .addOption(
      new Option("--to <format>", "what the file becomes (must be given)").choices(["csv", "tsv", "json", "ndjson", "parquet", "xlsx"]),
    )
    .addOption(new Option("--out <file>", "where the result goes; - or nothing is standard output").conflicts("outDir"))
    .option("--out-dir <folder>", "a folder for the results, named after the files; needed for several files")
    .addOption(
      new Option("--on-bad <policy>", "bad rows are kept (padded where short), rejected (set aside), or the end (stop)")
        .choices(["keep", "reject", "stop"])
        .default("keep"),
    )
    .option("--rejects <file>", "where rejected rows are listed (default: FILE.rejects.ndjson); their own lines go beside it as .csv")
    .option("--report <file>", "what was found and done, as JSON; written also when it fails")
    .option("--select <names>", "columns of the result, in this order: a,b (a name with a comma as in CSV)", columnsValue)
    .option("--rename <old=new>", "another name for a column; may be repeated", renameValue)
    .addOption(new Option("--eol <end>", "line ends of CSV and TSV (default: crlf)").choices(["crlf", "lf"]))
    .option("--header-out", "write a header line also where the file has none")
    .option("--neutralise-formulas", "put a ' before cells of CSV and TSV that a spreadsheet would run")
    .addOption(new Option("--gzip", "compress the result with gzip").conflicts("zstd"))
    .option("--zstd", "compress the result with zstd")
    .option("-q, --quiet", "no progress and no summary");
  addReadingOptions(addMoreOptions(command))
    .addHelpText("after", examples)
    .action(async (files: string[], options: ConvertOptions) => {
      const { convertFiles } = await import("../run/convert-files.ts");
      cli.finish(await convertFiles(files, options, cli.signal));
    });
}
