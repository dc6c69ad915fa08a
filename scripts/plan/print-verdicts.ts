import type { Verdict } from "./controls/index.ts";
import { column, heading } from "./print-plan.ts";

/** What every control says of the plan: kept, kept but for exceptions with their reasons, or broken. */
export function printVerdicts(verdicts: Verdict[]): string {
  const broken = verdicts.filter(({ findings }) => findings.length > 0).length;
  return [
    heading(`${verdicts.length} controls, ${broken === 0 ? "all kept" : `${broken} broken`}`),
    ...verdicts.flatMap(({ control, findings, excepted }) => [
      `  ${findings.length > 0 ? "✗" : "✓"} ${control.title}${control.sources.length > 0 ? ` (${control.sources.join(", ")})` : ""}`,
      ...findings.map(({ resource, problem }) => `      ${resource}: ${problem}`),
      ...[...Map.groupBy(excepted, ({ reason }) => reason)].flatMap(([reason, those]) =>
        column("", 6, `but for ${[...new Set(those.map(({ finding }) => finding.resource))].join(", ")}: ${reason}`),
      ),
    ]),
    "",
  ].join("\n");
}

export function printDrift(differences: string[]): string {
  const title = differences.length === 0 ? "The laptop runs the same" : `${differences.length} differences from what the laptop runs`;
  return [heading(title), ...differences.map((difference) => `  ✗ ${difference}`), ""].join("\n");
}
