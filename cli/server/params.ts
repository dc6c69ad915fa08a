import type { OperationsResponse } from "#core/api/operations-api";
import type { JsonSchema } from "#core/params/json-schema";
import { readParamTexts } from "../commands/param-texts.ts";
import { nearest } from "../run/nearest.ts";
import { UsageError } from "../usage-error.ts";
import type { Api } from "./api.ts";

/** `--param` as the parameters of an operation that the server knows. @throws UsageError */
export async function readParams(api: Api, operationId: string, given: readonly string[]): Promise<Record<string, unknown>> {
  const { operations } = await api.call<OperationsResponse>("/api/operations");
  const operation = operations.find(({ id }) => id === operationId);
  if (!operation)
    throw unknownOperation(
      operationId,
      operations.map(({ id }) => id),
    );
  return readParamTexts(given, operation.params as JsonSchema);
}

function unknownOperation(id: string, known: readonly string[]): UsageError {
  const close = nearest(id, known);
  return new UsageError(
    `There is no operation "${id}".${close === null ? "" : ` Did you mean ${close}?`} What can be done: ${known.join(", ")}.`,
  );
}
