import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { builtInRule, builtInRuleId } from "./rule.ts";
import { readRule, removeRule, writeRule } from "./rule-documents.ts";
import { ruleNotFound } from "./save-rule.ts";

/**
 * Deletes a rule; sets that began go on. The built-in rule becomes again what it was: switch it off to be without it.
 * @throws AppError not-found
 */
export async function deleteRule(ports: Pick<Ports, "documents" | "now">, workspace: string, id: string): Promise<void> {
  const stored = await readRule(ports, workspace, id);
  if (!stored) throw ruleNotFound();
  if (stored.documentVersion === 0) return;
  // Not removed: its version goes on counting, so that sets of the two do not mix.
  const reset = { ...builtInRule, version: stored.rule.version + 1, updatedAt: ports.now().toISOString() };
  const done =
    id === builtInRuleId
      ? await writeRule(ports, workspace, { rule: reset, expectFrom: null, documentVersion: stored.documentVersion })
      : await removeRule(ports, workspace, stored);
  if (!done)
    throw new AppError("conflict", "The rule was changed at the same time. Look at it, then delete it again.", { retryable: true });
}
