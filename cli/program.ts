import { isatty } from "node:tty";
import { Command } from "commander";
import { defineConvert } from "./commands/convert.ts";
import { defineInspect } from "./commands/inspect.ts";
import { defineJobCommands } from "./commands/jobs.ts";
import { definePurge } from "./commands/purge.ts";
import { defineQuery } from "./commands/query.ts";
import { defineRun } from "./commands/run.ts";
import { defineUpload } from "./commands/upload.ts";
import { defineValidate } from "./commands/validate.ts";
import { createPaint } from "./terminal/paint.ts";
import { version } from "./version.ts";

/** What a command gets from, and gives to, the process that it runs in. */
export interface Cli {
  signal: AbortSignal;
  /** Takes the exit status. */
  finish(status: number): void;
}

const defaultHelpWidth = 100;
const widestHelp = 120;

const exits = `
Exit status:
  0  done; nothing was rejected
  1  done; at least one row was rejected
  2  failed, stopped at a bad row, or asked for in a way that cannot be done

Full manual: docs/cli.md`;

/** All of the command line: what there is to ask for, and its help. What does the work is loaded only when it is asked for. */
export function createProgram(cli: Cli): Command {
  const program = new Command("sluice");
  const paint = createPaint(1);
  program
    .description("Turns the files people send you into data you can trust.")
    .version(version, "-V, --version", "say the version")
    .helpOption("-h, --help", "say what can be asked for")
    .helpCommand("help [command]", "the same for one command")
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError("Add --help to see what can be asked for.")
    .configureHelp({ styleTitle: (title) => paint("bold", title) })
    .configureOutput({
      getOutHelpWidth: () => (isatty(1) ? Math.min(process.stdout.columns, widestHelp) : defaultHelpWidth),
      getOutHasColors: () => true,
      outputError: (text, write) => write(text.replace(/^error: /, "sluice: ")),
    })
    .addHelpText("after", exits);
  defineInspect(program, cli);
  defineConvert(program, cli);
  defineValidate(program, cli);
  defineRun(program, cli);
  defineUpload(program, cli);
  defineJobCommands(program, cli);
  definePurge(program, cli);
  defineQuery(program, cli);
  return program;
}
