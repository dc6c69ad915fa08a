import { endpoints } from "#core/api/endpoints";
import { listDatasets } from "#core/records/list-datasets";
import { toDatasetView } from "#core/records/record-view";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listDatasets, async ({ backend, session: { workspace }, query }) => {
    const { datasets, cursor } = await listDatasets(backend.ports, workspace, query);
    return { datasets: datasets.map(toDatasetView), cursor };
  }),
});
