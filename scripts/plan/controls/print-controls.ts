import { heading } from "../print-plan.ts";
import type { Verdict } from "./index.ts";

/** What the controls say, for people: each with the ids of others, what is wrong, and what is excepted for which reason. */
export function printControls(verdicts: Verdict[]): string {
  const count = (mark: string) => verdicts.filter((verdict) => markOf(verdict) === mark).length;
  const title = `${verdicts.length} controls: ${count("✓")} kept, ${count("~")} kept but for exceptions, ${count("✗")} broken`;
  return [heading(title), ...verdicts.flatMap(lines), "", ...exceptionLines(verdicts), ""].join("\n");
}

function markOf({ findings, excepted }: Verdict): string {
  if (findings.length > 0) return "✗";
  return excepted.length > 0 ? "~" : "✓";
}

function lines(verdict: Verdict): string[] {
  const { control, findings } = verdict;
  const ids = control.sources.filter((source) => !source.startsWith("https://")).join(", ");
  return [
    `  ${markOf(verdict)} ${control.title}${ids ? ` (${ids})` : ""}`,
    ...findings.map(({ resource, problem }) => `      ${resource}: ${problem}`),
  ];
}

/** A reason once, with what it excepts. */
function exceptionLines(verdicts: Verdict[]): string[] {
  const all = verdicts.flatMap(({ excepted }) => excepted);
  const reasons = Map.groupBy(all, ({ reason }) => reason);
  return [
    "Excepted",
    ...[...reasons].flatMap(([reason, own]) => {
      const controls = Map.groupBy(own, ({ finding }) => finding.control);
      const what = [...controls].map(([id, found]) => `${id} (${[...new Set(found.map(({ finding }) => finding.resource))].join(", ")})`);
      return [`  ${what.join("; ")}`, `      ${reason}`];
    }),
  ];
}
