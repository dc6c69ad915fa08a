import type { Operation } from "./operation.ts";
import { type ValidateParams, validateParamsSchema } from "./validate/validate-params.ts";

export const validate: Operation<ValidateParams> = {
  id: "validate",
  title: "Validate",
  description:
    "Checks each row against a schema: the rows that are right come out, the others are set aside, each with what is wrong and where.",
  params: validateParamsSchema,
  inputs: { minFiles: 1, maxFiles: 50 },
  takesRowsAgain: true,
  defaultBadRow: "reject",
  run: async (context) => (await import("./validate/validate-files.ts")).validateFiles(context),
};
