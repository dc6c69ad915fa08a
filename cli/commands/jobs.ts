import { type Command, InvalidArgumentError, Option } from "commander";
import { type JobStatus, jobStatuses } from "#core/jobs/job-status";
import type { Cli } from "../program.ts";
import { addServerOptions, type ServerOptions, serverHelp } from "./server-options.ts";

export interface JobsOptions extends ServerOptions {
  status?: JobStatus;
  limit: number;
  json?: true;
}

export interface JobOptions extends ServerOptions {
  json?: true;
}

export function defineJobCommands(program: Command, cli: Cli): void {
  defineJobs(program, cli);
  defineJob(program, cli);
  defineChange(program, cli, "retry", "run a failed, cancelled or expired job again");
  defineChange(program, cli, "cancel", "cancel a job that has not ended");
}

function defineJobs(program: Command, cli: Cli): void {
  const command = program
    .command("jobs")
    .summary("list the jobs on a server")
    .description("Lists the jobs of your workspace, newest first.")
    .addOption(new Option("--status <status>", "only jobs that stand so").choices(jobStatuses))
    .option("--limit <count>", "how many", positiveCount, 20)
    .option("--json", "for programs");
  addServerOptions(command)
    .addHelpText("after", `\nExamples:\n  sluice jobs\n  sluice jobs --status failed --json\n${serverHelp}`)
    .action(async (options: JobsOptions) => {
      const { listJobs } = await import("../server/job-commands.ts");
      cli.finish(await listJobs(options, cli.signal));
    });
}

function defineJob(program: Command, cli: Cli): void {
  const command = program
    .command("job")
    .summary("show one job")
    .description("Shows one job: what was asked, what became of it, its counts, issues and results.")
    .argument("<id>", "the job's id")
    .option("--json", "for programs");
  addServerOptions(command)
    .addHelpText("after", `\nExamples:\n  sluice job 01k9zj3v5t8q0w2x4y6z8a1b3c\n${serverHelp}`)
    .action(async (id: string, options: JobOptions) => {
      const { showJob } = await import("../server/job-commands.ts");
      cli.finish(await showJob(id, options, cli.signal));
    });
}

function defineChange(program: Command, cli: Cli, name: "retry" | "cancel", summary: string): void {
  const command = program
    .command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .argument("<id>", "the job's id")
    .option("--json", "for programs");
  addServerOptions(command)
    .addHelpText("after", `\nExamples:\n  sluice ${name} 01k9zj3v5t8q0w2x4y6z8a1b3c\n${serverHelp}`)
    .action(async (id: string, options: JobOptions) => {
      const { changeJob } = await import("../server/job-commands.ts");
      cli.finish(await changeJob(id, name, options, cli.signal));
    });
}

function positiveCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("It is a whole number from 1 on.");
  return count;
}
