import { endpoints } from "#core/api/endpoints";
import { listTables } from "#core/lake/list-tables";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listTables, ({ backend, session }) => listTables(backend.ports, session.workspace)),
});
