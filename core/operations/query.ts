import type { Operation } from "./operation.ts";
import { requireOneSelect } from "./query/one-select.ts";
import { type QueryParams, queryParamsSchema } from "./query/query-params.ts";

export const query: Operation<QueryParams> = {
  id: "query",
  title: "Query",
  description: "SQL over one or several files: select, join, group and order their rows.",
  params: queryParamsSchema,
  inputs: { minFiles: 1, maxFiles: 50, together: true },
  defaultBadRow: "keep",
  runner: () => "engine",
  check: ({ sql }) => {
    requireOneSelect(sql);
  },
  run: async (context) => (await import("./query/query-files.ts")).queryFiles(context),
};
