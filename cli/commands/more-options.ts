import { type Command, InvalidArgumentError } from "commander";

/** Parameters of an operation that have no option of their own. */
export interface MoreOptions {
  mask?: { column: string; method: string }[];
  param?: string[];
}

export function addMoreOptions(command: Command): Command {
  return command
    .option("--mask <column=method>", "hash, redact, partial or drop a column before anything is written; may be repeated", maskValue)
    .option(
      "--param <name=value>",
      'any parameter of the operation, such as --param \'filter=[{"column":"city","is":"equals","value":"Bergen"}]\'; may be repeated',
      (text, before: string[] = []) => [...before, text],
    );
}

/** `column=method`, parted at the last `=`: a column's name may hold one. */
function maskValue(text: string, before: readonly { column: string; method: string }[] = []): { column: string; method: string }[] {
  const at = text.lastIndexOf("=");
  if (at < 0) throw new InvalidArgumentError("It has the form column=method, and a method is hash, redact, partial or drop.");
  return [...before, { column: text.slice(0, at), method: text.slice(at + 1) }];
}
