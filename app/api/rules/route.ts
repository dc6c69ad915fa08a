import { endpoints } from "#core/api/endpoints";
import { listRules } from "#core/drops/rule-documents";
import { createRule } from "#core/drops/save-rule";
import { methods, route } from "../../_server/route.ts";
import { toRuleView } from "../../_server/to-rule-view.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listRules, async ({ backend, session: { workspace } }) => ({
    rules: (await listRules(backend.ports, workspace)).map(({ rule }) => toRuleView(rule)),
    cursor: null,
    prefix: `drops/${workspace}/`,
  })),

  POST: route(endpoints.createRule, async ({ backend, session, body }) => {
    const rule = toRuleView(await createRule(backend.ports, session.workspace, body));
    return Response.json({ rule }, { status: 201, headers: { location: `/api/rules/${rule.id}` } });
  }),
});
