import type { QueryClient } from "@tanstack/react-query";
import type { CardsView } from "#core/api/queries-api";
import { deleteDashboard } from "../api/dashboards-api.ts";
import { hideThing } from "../toasts/hidden-things.ts";
import { doUnlessUndone } from "../toasts/undoable.ts";

/** Gone at once for the eye; until its toast has gone it can be had back. */
export function deleteDashboardLater({ id, title }: CardsView, client: QueryClient): void {
  doUnlessUndone({
    id: `delete-${id}`,
    line: `Deleted the dashboard ${title}`,
    failed: `The dashboard ${title} was not deleted.`,
    hide: (isHidden) => hideThing(id, isHidden),
    carryOut: async (keepalive) => {
      await deleteDashboard(id, { keepalive });
      await client.invalidateQueries({ queryKey: ["dashboards"] });
    },
  });
}
