import { endpoints } from "#core/api/endpoints";
import { deleteTable } from "#core/lake/delete-table";
import { getTable } from "#core/lake/get-table";
import { updateTable } from "#core/lake/update-table";
import { methods, route } from "../../../_server/route.ts";

/** A function of the site is killed after 20 s. */
const deletionMs = 18_000;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getTable, ({ backend, session, params: { table } }) =>
    getTable(backend.ports, { workspace: session.workspace, table }),
  ),

  PUT: route(endpoints.updateTable, async ({ backend, session, params: { table }, body }) => ({
    table: await updateTable(backend.ports, { workspace: session.workspace, table }, body),
  })),

  DELETE: route(endpoints.deleteTable, async ({ backend, session, params: { table } }) => {
    await deleteTable(backend.ports, { workspace: session.workspace, table }, AbortSignal.timeout(deletionMs));
  }),
});
