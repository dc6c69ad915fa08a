import { type Command, Option } from "commander";
import type { BadRowPolicy } from "#core/jobs/job";
import type { Cli } from "../program.ts";
import { addServerOptions, type ServerOptions, serverHelp } from "./server-options.ts";

export interface UploadOptions extends ServerOptions {
  operation?: string;
  param?: string[];
  recipe?: string;
  onBad?: BadRowPolicy;
  watch?: true;
  download?: string;
  json?: true;
  quiet?: true;
}

const examples = `
Examples:
  sluice upload orders.csv --operation convert --param to=ndjson
  sluice upload orders.csv --operation convert --param to=csv --param dialect.delimiter=';' --watch
  sluice upload *.csv --operation convert --param to=json --on-bad reject --download results`;

export function defineUpload(program: Command, cli: Cli): void {
  const command = program
    .command("upload")
    .summary("send files to a server and have something done with them")
    .description(
      "Makes a job on a server and uploads its files; prints the job's id. Interrupted before all has arrived, it cancels the job.",
    )
    .argument("<file...>", "files to send")
    .option("--operation <id>", "what to do with them, for example convert (needed unless a recipe says it)")
    .option(
      "--param <name=value>",
      "a parameter of the operation; a.b=value for one inside another; may be repeated",
      (text, before: string[] = []) => [...before, text],
    )
    .option("--recipe <name>", "what to do as the server knows it by name; name@3 for an earlier version")
    .addOption(
      new Option("--on-bad <policy>", "what becomes of bad rows (default: the operation's own)").choices(["keep", "reject", "stop"]),
    )
    .option("--watch", "wait until the job has ended")
    .option("--download <folder>", "wait, and fetch the results into this folder")
    .option("--json", "print the job as JSON")
    .option("-q, --quiet", "no progress and no summary");
  addServerOptions(command)
    .addHelpText("after", `${examples}\n${serverHelp}`)
    .action(async (files: string[], options: UploadOptions) => {
      const { uploadFiles } = await import("../server/upload-files.ts");
      cli.finish(await uploadFiles(files, options, cli.signal));
    });
}
