import type { Operation } from "#core/operations/operation";
import type { JsonSchema } from "#core/params/json-schema";
import type { MoreOptions } from "../commands/more-options.ts";

/** Parameters with those that `--mask` and `--param` say. @throws UsageError, AppError invalid-request */
export async function withMoreParams<Params extends object>(
  operation: Operation<Params>,
  params: Params,
  { mask, param }: MoreOptions,
): Promise<Params> {
  if (!mask && !param) return params;
  const { toInputSchema } = await import("#core/api/input-schema");
  const { parseParams } = await import("#core/operations/registry");
  const { readParamTexts } = await import("../commands/param-texts.ts");
  const given = readParamTexts(param ?? [], toInputSchema(operation.params) as JsonSchema);
  return await parseParams(operation, { ...params, ...given, ...(mask && { mask }) });
}
