import type { LoadParams } from "./load-params.ts";
import type { TableInput } from "./open-input.ts";
import type { InputFile, RunContext } from "./operation.ts";
import { compilePatterns } from "./patterns.ts";
import { readReferenced } from "./referenced-values.ts";
import type { RejectWriter } from "./reject-writer.ts";
import type { RowGate } from "./row-gate.ts";
import { readSchema } from "./schema.ts";
import { createSchemaGate } from "./schema-gate.ts";

/** What holds the rows of a load against its schema, as `validate` does; null where there is none. */
export async function createLoadGate(
  context: RunContext<LoadParams>,
  file: InputFile,
  rejects: RejectWriter,
): Promise<((input: TableInput) => RowGate) | null> {
  const { params, onBadRow } = context;
  if (!params.schema) return null;
  const schema = readSchema(params.schema);
  const patterns = await compilePatterns(schema.columns);
  const referenced = await readReferenced(context, file, schema.foreignKeys);
  return (input) =>
    createSchemaGate(input, {
      ...{ schema, patterns, referenced, rejects, policy: onBadRow, fileName: file.name },
      ...{ placeInMessages: "", origin: {}, maxRejectPercent: null },
    });
}
