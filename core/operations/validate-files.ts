import { convertFiles } from "./convert-files.ts";
import type { ConvertParams } from "./convert-params.ts";
import type { InputFile, RunContext, RunOutcome } from "./operation.ts";
import { compilePatterns } from "./patterns.ts";
import { readSchema } from "./schema.ts";
import { createSchemaGate } from "./schema-gate.ts";
import type { ValidateParams } from "./validate-params.ts";

/** Performs `validate`: a conversion into the file's own format, of the rows that pass a schema. */
export async function validateFiles(context: RunContext<ValidateParams>): Promise<RunOutcome> {
  const { params, files, onBadRow, checkpoints: _, ...rest } = context;
  const { to, rows, eol, dialect, headers, filter, filterBy, mask } = params;
  const schema = readSchema(params.schema);
  const patterns = await compilePatterns(schema.columns);
  const convertParams: ConvertParams = { to: to ?? formatOf(files[0]), eol, dialect, headers, filter, filterBy, mask };
  return convertFiles(
    { ...rest, files, onBadRow, params: convertParams },
    {
      writesRows: rows ?? true,
      createGate: (input, run) =>
        createSchemaGate(input, { ...run, schema, patterns, policy: onBadRow, maxRejectPercent: params.maxRejectPercent ?? null }),
    },
  );
}

/** The format that a file's name tells; what it holds is only known when results have their names already. */
function formatOf(file: InputFile | undefined): ConvertParams["to"] {
  const [, extension = ""] = /\.(ndjson|jsonl|json|tsv|tab)(?:\.(?:gz|zst|zip))?$/i.exec(file?.name ?? "") ?? [];
  const lower = extension.toLowerCase();
  if (lower === "json") return "json";
  return lower === "ndjson" || lower === "jsonl" ? "ndjson" : lower === "tsv" || lower === "tab" ? "tsv" : "csv";
}
