import { type Command, InvalidArgumentError, Option } from "commander";
import type { Cli } from "../program.ts";
import { parseDuration } from "./parse-duration.ts";
import { addServerOptions, type ServerOptions, serverHelp } from "./server-options.ts";

export interface PurgeOptions extends ServerOptions {
  files?: true;
  queues?: true;
  records?: true;
  dataset?: string;
  /** Milliseconds. */
  olderThan: number;
  yes?: true;
  dryRun?: true;
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

const examples = `
Examples:
  sluice purge --older-than 30d --dry-run
  sluice purge --older-than 12h --yes
  sluice purge --queues
  sluice purge --records --dataset customers`;

export function definePurge(program: Command, cli: Cli): void {
  const command = program
    .command("purge")
    .summary("delete what is kept for you on a server: files, waiting jobs, records")
    .description(
      "Deletes for good what it lists, after asking: jobs that ended a while ago with their files and results, unless other parts are named. Only what is of your own workspace; queues that other systems read are not touched.",
    )
    .option("--files", "jobs that have ended, with files and results (what is meant when nothing is named)")
    .option("--queues", "jobs that wait for their files or their turn")
    .option("--records", "records of all datasets")
    .option("--dataset <name>", "with --records: of this dataset only")
    .addOption(new Option("--older-than <time>", "of ended jobs, how long ago: 90m, 12h, 7d, 2w").argParser(age).default(weekMs, "7d"))
    .option("--yes", "do not ask")
    .option("--dry-run", "only say what");
  addServerOptions(command)
    .addHelpText("after", `${examples}\n${serverHelp}`)
    .action(async (options: PurgeOptions) => {
      if (options.dataset !== undefined && !options.records) command.error("sluice: --dataset belongs to --records.", { exitCode: 2 });
      const { purge } = await import("../server/purge.ts");
      cli.finish(await purge(options, cli.signal));
    });
}

function age(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw new InvalidArgumentError("It is a number with a unit: 90m, 12h, 7d, 2w.");
  return ms;
}
