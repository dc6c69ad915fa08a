import { endpoints } from "#core/api/endpoints";
import { columnsOf } from "#core/records/list-datasets";
import { getRecord, parseKeyPath } from "#core/records/read-records";
import { toRecordView } from "#core/records/record-view";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getRecord, async ({ backend, request, session: { workspace }, params: { dataset, key } }) => {
    const record = await getRecord(backend.ports, { workspace, dataset }, parseKeyPath(key), request.signal);
    return { record: toRecordView(record, await columnsOf(backend.ports, workspace, dataset)) };
  }),
});
