import type { RuleView } from "#core/api/drops-api";
import { builtInRuleId, type Rule } from "#core/drops/rule";

export function toRuleView(rule: Rule): RuleView {
  return { ...rule, builtIn: rule.id === builtInRuleId };
}
