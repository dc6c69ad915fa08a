import { endpoints } from "#core/api/endpoints";
import { deleteRule } from "#core/drops/delete-rule";
import { getRule } from "#core/drops/get-rule";
import { changeRule } from "#core/drops/save-rule";
import { methods, route } from "../../../_server/route.ts";
import { toRuleView } from "../../../_server/to-rule-view.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getRule, async ({ backend, session, params: { id } }) => ({
    rule: toRuleView(await getRule(backend.ports, session.workspace, id)),
  })),

  PUT: route(endpoints.changeRule, async ({ backend, session, params: { id }, body }) => ({
    rule: toRuleView(await changeRule(backend.ports, session.workspace, id, body)),
  })),

  DELETE: route(endpoints.deleteRule, async ({ backend, session, params: { id } }) => {
    await deleteRule(backend.ports, session.workspace, id);
  }),
});
