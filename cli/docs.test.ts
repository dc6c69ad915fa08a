import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCli, entry, plainEnvironment } from "./testing/built-cli.ts";

interface Example {
  command: string;
  output: string;
}

const page = readFileSync(resolve(import.meta.dirname, "../docs/cli.md"), "utf8");
const separator = "\u001e";

/** What stands after `$ ` (going on after `> `), and what it is said to print. */
function parseExamples(block: string): Example[] {
  const examples: { command: string[]; output: string[] }[] = [];
  for (const line of block.trimEnd().split("\n")) {
    if (line.startsWith("$ ")) examples.push({ command: [line.slice(2)], output: [] });
    else if (line.startsWith("> ")) examples.at(-1)?.command.push(line.slice(2));
    else examples.at(-1)?.output.push(line);
  }
  return examples.map(({ command, output }) => ({ command: command.join("\n"), output: output.join("\n") }));
}

const blocks = [...page.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = ""]) => parseExamples(block));

let folder: string;
let programs: string;

beforeAll(() => {
  buildCli();
  folder = mkdtempSync(join(tmpdir(), "sluice-docs-"));
  programs = mkdtempSync(join(tmpdir(), "sluice-docs-bin-"));
  symlinkSync(entry, join(programs, "sluice"));
});

afterAll(() => {
  for (const path of [folder, programs]) rmSync(path, { recursive: true });
});

/** Runs the commands in one shell, with what each prints, wherever it prints it; `$?` goes on from one to the next. */
function run(examples: readonly Example[]): string[] {
  const script = examples.map(({ command }) => `${command}\n{ __status=$?; printf '${separator}'; (exit $__status); } 2>&1`).join("\n");
  const { stdout } = spawnSync("bash", ["-c", `exec 2>&1\n${script}`], {
    cwd: folder,
    encoding: "utf8",
    env: { ...plainEnvironment(), PATH: [programs, dirname(process.execPath), process.env.PATH].join(delimiter), LC_ALL: "C" },
  });
  return stdout.replaceAll("\r\n", "\n").split(separator);
}

/** `…` stands for anything within a line. */
function toPattern(output: string): RegExp {
  const literal = output.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*");
  return new RegExp(`^${literal}$`);
}

describe("the examples of docs/cli.md", () => {
  // One after the other: later ones use the files of earlier ones.
  it.each(blocks.map((examples) => [examples[0]?.command.split("\n")[0] ?? "", examples] as const))(
    "are true from `%s` on",
    (_, examples) => {
      const outputs = run(examples);

      for (const [index, { command, output }] of examples.entries()) {
        expect(outputs[index]?.trimEnd(), command).toMatch(toPattern(output));
      }
    },
  );
});
