import { endpoints } from "#core/api/endpoints";
import { getImport } from "#core/records/list-datasets";
import { toImportView } from "#core/records/record-view";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getImport, async ({ backend, session: { workspace }, params }) => ({
    import: toImportView(await getImport(backend.ports, workspace, params.id)),
  })),
});
