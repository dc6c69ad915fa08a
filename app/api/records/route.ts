import { endpoints } from "#core/api/endpoints";
import { columnsOf } from "#core/records/list-datasets";
import { listRecords } from "#core/records/read-records";
import { toRecordView } from "#core/records/record-view";
import { omitUndefined } from "../../_server/omit-undefined.ts";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listRecords, async ({ backend, request, session: { workspace }, query }) => {
    const { limit, dataset, ...where } = query;
    const { records, cursor } = await listRecords(backend.ports, { workspace, dataset, limit, ...omitUndefined(where) }, request.signal);
    const columns = await columnsOf(backend.ports, workspace, dataset);
    return { records: records.map((record) => toRecordView(record, columns)), columns, cursor };
  }),
});
