import type { Ports } from "../ports/ports.ts";
import type { Rule } from "./rule.ts";
import { readRule } from "./rule-documents.ts";
import { ruleNotFound } from "./save-rule.ts";

/** @throws AppError not-found */
export async function getRule(ports: Pick<Ports, "documents">, workspace: string, id: string): Promise<Rule> {
  const stored = await readRule(ports, workspace, id);
  if (!stored) throw ruleNotFound();
  return stored.rule;
}
