import { convertFiles } from "../convert/convert-files.ts";
import type { ConvertParams } from "../convert/convert-params.ts";
import type { InputFile, RunContext, RunOutcome } from "../operation.ts";
import { type CellPatterns, compilePatterns } from "../schema/patterns.ts";
import { findResource, type ReferencedValues, readReferenced } from "../schema/referenced-values.ts";
import { anyTable, readResources, readSchema, type TableSchema } from "../schema/schema.ts";
import { createSchemaGate } from "../schema/schema-gate.ts";
import type { ValidateParams } from "./validate-params.ts";

/** Performs `validate`: a conversion into the file's own format, of the rows that pass a schema. */
export async function validateFiles(context: RunContext<ValidateParams>): Promise<RunOutcome> {
  const { params, files, onBadRow, checkpoints: _, ...rest } = context;
  const { to, rows, eol, dialect, headers, filter, filterBy, mask } = params;
  const schemaOf = schemasOf(files, params.schema);
  const schemas = new Map<string, FileSchema>();
  for (const file of files) {
    const schema = schemaOf(file);
    const patterns = await compilePatterns(schema.columns);
    schemas.set(file.name, { schema, patterns, referenced: await readReferenced(context, file, schema.foreignKeys) });
  }
  const convertParams: ConvertParams = { to: to ?? formatOf(files[0]), eol, dialect, headers, filter, filterBy, mask };
  return convertFiles(
    { ...rest, files, onBadRow, params: convertParams },
    {
      writesRows: rows ?? true,
      createGate: (input, run) =>
        createSchemaGate(input, {
          ...run,
          ...schemaFor(schemas, run.fileName),
          policy: onBadRow,
          maxRejectPercent: params.maxRejectPercent ?? null,
        }),
    },
  );
}

interface FileSchema {
  schema: TableSchema;
  patterns: CellPatterns;
  referenced: ReferencedValues;
}

function schemaFor(schemas: ReadonlyMap<string, FileSchema>, fileName: string): FileSchema {
  const found = schemas.get(fileName);
  if (!found) throw new Error("There is no schema for a file of the run.");
  return found;
}

/** A schema is for every file but those that it only refers to; resources have each their own. */
function schemasOf(files: readonly InputFile[], document: ValidateParams["schema"]): (file: InputFile) => TableSchema {
  const resources = readResources(document);
  if (resources) {
    const byFile = new Map(resources.map(({ name, schema }) => [findResource(files, name), schema] as const));
    return (file) => byFile.get(file) ?? anyTable;
  }
  const schema = readSchema(document);
  const referred = new Set(schema.foreignKeys.flatMap(({ resource }) => (resource === "" ? [] : (findResource(files, resource) ?? []))));
  return (file) => (referred.has(file) ? anyTable : schema);
}

/** The format that a file's name tells; what it holds is only known when results have their names already. */
function formatOf(file: InputFile | undefined): ConvertParams["to"] {
  const [, extension = ""] = /\.(ndjson|jsonl|json|tsv|tab)(?:\.(?:gz|zst|zip))?$/i.exec(file?.name ?? "") ?? [];
  const lower = extension.toLowerCase();
  if (lower === "json") return "json";
  return lower === "ndjson" || lower === "jsonl" ? "ndjson" : lower === "tsv" || lower === "tab" ? "tsv" : "csv";
}
