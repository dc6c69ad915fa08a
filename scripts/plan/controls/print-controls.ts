import { heading } from "../print-plan.ts";
import type { Verdict } from "./index.ts";

/** What the controls say, for people: each with the ids of others, what is wrong, and what is excepted for which reason. */
export function printControls(verdicts: Verdict[]): string {
  const broken = verdicts.filter(({ findings }) => findings.length > 0);
  const said = broken.length === 0 ? "all are kept" : `${broken.length} are not`;
  return [heading(`${verdicts.length} controls: ${said}`), ...verdicts.flatMap(lines), "", ...exceptionLines(verdicts), ""].join("\n");
}

function lines({ control, findings }: Verdict): string[] {
  const ids = control.sources.filter((source) => !source.startsWith("https://")).join(", ");
  return [
    `  ${findings.length === 0 ? "✓" : "✗"} ${control.title}${ids ? ` (${ids})` : ""}`,
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
