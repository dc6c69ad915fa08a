import type { Ports } from "../ports/ports.ts";
import { matchPattern, parsePattern } from "./file-pattern.ts";
import { isSetRule, type Rule } from "./rule.ts";
import { listRules } from "./rule-documents.ts";

/** A rule that is asked what becomes of a file. */
export interface RuleMatch {
  rule: Rule;
  /** Which of the rule's files it is. */
  slot: number;
  /** Of which day, where the rule's files belong together. */
  date: string | null;
}

/** The first rule that a file fits. `path` is what follows `drops/{workspace}/`. */
export async function matchRule(ports: Pick<Ports, "documents">, workspace: string, path: string): Promise<RuleMatch | null> {
  for (const { rule } of await listRules(ports, workspace)) {
    const match = rule.enabled ? matchFiles(rule, path) : null;
    if (match) return match;
  }
  return null;
}

function matchFiles(rule: Rule, path: string): RuleMatch | null {
  for (const [slot, pattern] of rule.files.entries()) {
    const match = matchPattern(parsePattern(pattern), path);
    if (match) return { rule, slot, date: isSetRule(rule) ? (match.date ?? null) : null };
  }
  return null;
}
