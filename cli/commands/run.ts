import { Command, Option } from "commander";
import type { BadRowPolicy } from "#core/jobs/job";
import type { JsonSchema } from "#core/params/json-schema";
import type { Cli } from "../program.ts";
import { addParamOptions, type OptionValues, readParamOptions } from "./param-options.ts";

export interface RunOptions {
  outDir: string;
  onBad?: BadRowPolicy;
  quiet?: true;
}

const examples = `
Examples:
  sluice run                                          what can be done here
  sluice run keyword-revenue --help                   what can be asked of it
  sluice run keyword-revenue hits.tsv --attribution last --out-dir revenue

The results are written into --out-dir under the names that they have on a server. With SLUICE_MASK_KEY, a text of 16 letters or
more, masks hash with that key: the same key gives the same hashes again.`;

/** Any operation that needs no server, with options made of its parameters. */
export function defineRun(program: Command, cli: Cli): void {
  program
    .command("run")
    .summary("perform any operation here, without a server")
    .description(
      "Performs an operation on files of this machine: the very code that the server runs. Its options come from its parameters.",
    )
    .argument("[operation]", "what to do; left out, it is said what can be done")
    .argument("[files and options...]", "what to do it with")
    .passThroughOptions()
    .allowUnknownOption()
    .addHelpText("after", examples)
    .action(async (id: string | undefined, rest: string[]) => {
      const { describeOperation, requireOperation } = await import("#core/operations/registry");
      if (id === undefined) {
        const { listOperations } = await import("../run/run-operation.ts");
        cli.finish(await listOperations());
        return;
      }
      const operation = requireOperation(id);
      const schema = describeOperation(operation).params as JsonSchema;
      await operationCommand(id, operation, schema, program)
        .action(async (files: string[], options: RunOptions & OptionValues) => {
          const { runOperation } = await import("../run/run-operation.ts");
          cli.finish(await runOperation({ operation, files, options, params: readParamOptions(schema, options), signal: cli.signal }));
        })
        .parseAsync(rest, { from: "user" });
    });
}

interface Described {
  title: string;
  description: string;
  defaultBadRow: BadRowPolicy;
}

function operationCommand(id: string, { description, defaultBadRow }: Described, schema: JsonSchema, program: Command): Command {
  const command = new Command(`sluice run ${id}`)
    .copyInheritedSettings(program)
    .description(description)
    .argument("<file...>", "files to read")
    .option("--out-dir <folder>", "where the results go; made where it is not there", ".")
    .addOption(new Option("--on-bad <policy>", "what becomes of bad rows").choices(["keep", "reject", "stop"]).default(defaultBadRow))
    .option("-q, --quiet", "no progress and no summary");
  addParamOptions(command, schema);
  return command;
}
