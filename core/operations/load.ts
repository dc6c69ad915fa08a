import { type LoadParams, loadParamsSchema } from "./load/load-params.ts";
import type { Operation } from "./operation.ts";

export const load: Operation<LoadParams> = {
  id: "load",
  title: "Load",
  description:
    "Rows into records that are kept, found by a key: created where there is none, otherwise updated or replaced. Says first what it would do, and can be undone.",
  params: loadParamsSchema,
  inputs: { minFiles: 1, maxFiles: 1 },
  takesRowsAgain: true,
  needsServer: true,
  defaultBadRow: "reject",
  run: async (context) => (await import("./load/load-rows.ts")).loadRows(context),
};
