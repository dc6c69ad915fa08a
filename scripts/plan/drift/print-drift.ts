import { heading } from "../print-plan.ts";

export function printDrift(differences: string[]): string {
  const title = differences.length === 0 ? "The laptop runs the same" : `${differences.length} differences from what the laptop runs`;
  return [heading(title), ...differences.map((difference) => `  ✗ ${difference}`), ""].join("\n");
}
