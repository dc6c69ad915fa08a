import type { QueryClient } from "@tanstack/react-query";
import type { RuleView } from "#core/api/drops-api";
import { errorSentence } from "../api/call-api.ts";
import { deleteRule, saveRule } from "../api/drops-api.ts";
import { hideThing } from "../toasts/hidden-things.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { doUnlessUndone } from "../toasts/undoable.ts";
import { toContent, toDraft } from "./rule-draft.ts";

const readAgain = (client: QueryClient) => client.invalidateQueries({ queryKey: ["rules"] });
const nameOf = ({ title, files }: RuleView) => title || files.join(", ");

/** Gone at once for the eye; until its toast has gone it can be had back. */
export function deleteRuleLater(rule: RuleView, client: QueryClient): void {
  doUnlessUndone({
    id: `delete-${rule.id}`,
    line: `Deleted the rule ${nameOf(rule)}`,
    failed: `The rule ${nameOf(rule)} was not deleted.`,
    hide: (isHidden) => hideThing(rule.id, isHidden),
    carryOut: async (keepalive) => {
      await deleteRule(rule.id, { keepalive });
      await readAgain(client);
    },
  });
}

/** A rule that comes with the product is again as it came; what was changed can be put back. */
export async function resetRule(rule: RuleView, client: QueryClient): Promise<void> {
  await deleteRule(rule.id, { keepalive: false });
  const putBack = async () => {
    try {
      await saveRule(rule.id, toContent(toDraft(rule, ""), rule));
      await readAgain(client);
    } catch (error) {
      toastsStore.show({ id: `reset-${rule.id}`, tone: "failed", line: `What was changed is not back. ${errorSentence(error)}` });
    }
  };
  const action = { label: "Undo", run: () => void putBack() };
  toastsStore.show({ id: `reset-${rule.id}`, tone: "waiting", line: `${nameOf(rule)} is as it came`, action });
}
