import type { InputFile, RunContext } from "../operation.ts";
import type { RejectWriter } from "../results/reject-writer.ts";
import type { TableInput } from "../rows/open-input.ts";
import type { RowGate } from "../rows/row-gate.ts";
import { compilePatterns } from "../schema/patterns.ts";
import { readReferenced } from "../schema/referenced-values.ts";
import { readSchema } from "../schema/schema.ts";
import { createSchemaGate } from "../schema/schema-gate.ts";
import type { LoadParams } from "./load-params.ts";

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
