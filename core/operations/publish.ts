import { AppError } from "../app-error.ts";
import { toTableName } from "../lake/lake-names.ts";
import type { Operation } from "./operation.ts";
import { type PublishParams, publishParamsSchema } from "./publish/publish-params.ts";
import { runnerOfFiles } from "./results/parquet-name.ts";
import { findMomentPatternFault } from "./schema/moment-pattern.ts";

export const publish: Operation<PublishParams> = {
  id: "publish",
  title: "Publish",
  description: "Rows into a table of the lake, typed, by the hour of their time: to be queried and charted, here and in Athena.",
  params: publishParamsSchema,
  inputs: { minFiles: 1, maxFiles: 1 },
  takesRowsAgain: true,
  needsServer: true,
  defaultBadRow: "reject",
  check: ({ dataset, timeFormat }) => {
    toTableName(dataset);
    const fault = timeFormat === undefined ? null : findMomentPatternFault(/%[HI]/.test(timeFormat) ? "datetime" : "date", timeFormat);
    if (fault !== null) throw new AppError("invalid-request", `The time format cannot be used. ${fault}`);
  },
  runner: ({ files }) => runnerOfFiles(files),
  run: async (context) => (await import("./publish/publish-file.ts")).publishFile(context),
};
