import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";

const path = new URL("./RESULTS.md", import.meta.url);
const preface = "# Results\n\nWritten by the benchmarks themselves; each section says how, when and where it was measured.\n";

/** Puts a section into RESULTS.md, in the place of the one of the same title. */
export function writeSection(title: string, body: string): void {
  const text = existsSync(path) ? readFileSync(path, "utf8") : preface;
  const sections = text.split(/^(?=## )/m).filter((section) => !section.startsWith(`## ${title}\n`));
  writeFileSync(path, [...sections, `## ${title}\n\n${body.trim()}\n`].map((section) => `${section.trim()}\n`).join("\n"));
}

/** Where and when, as every section says it. */
export function describeRun(command: string): string {
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`;
  return `\`${command}\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${machine}.`;
}

export function toMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
