import { endpoints } from "#core/api/endpoints";
import { listImports } from "#core/records/list-datasets";
import { toImportView } from "#core/records/record-view";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listImports, async ({ backend, session: { workspace }, query }) => {
    const { imports, cursor } = await listImports(backend.ports, workspace, query);
    return { imports: imports.map(toImportView), cursor };
  }),
});
