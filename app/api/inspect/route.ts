import { endpoints } from "#core/api/endpoints";
import { maxSampleBytes } from "#core/api/requests";
import { inspect } from "#core/csv/index";
import { proposeSchema } from "#core/operations/schema/propose-schema";
import { readSample } from "../../_server/read-sample.ts";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.inspectSample, async ({ request, query }) => {
    const sample = await readSample(request);
    const complete = query.complete ?? sample.bytes.length < maxSampleBytes;
    const inspection = await inspect(sample.bytes, { name: query.name ?? sample.name, complete });
    return { ...inspection, schema: { ...proposeSchema(inspection) } };
  }),
});
