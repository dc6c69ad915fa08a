import { AppError } from "../../app-error.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import { fieldCountMask, fieldWords, recordWords } from "../../csv/kernel/record-table.ts";
import { noSuchColumn } from "../convert/column-mapping.ts";
import type { InputFile, RunContext } from "../operation.ts";
import { nameTables } from "../query/table-names.ts";
import type { InputParams } from "../rows/input-params.ts";
import { openInput } from "../rows/open-input.ts";
import type { ForeignKey } from "./schema.ts";
import { UniqueValues } from "./unique-values.ts";

/** What stands in the files that foreign keys refer to, by key. */
export type ReferencedValues = ReadonlyMap<ForeignKey, { fileName: string; values: UniqueValues }>;

export function requireReferenced(
  referenced: ReferencedValues | undefined,
  foreignKey: ForeignKey,
): { fileName: string; values: UniqueValues } {
  const found = referenced?.get(foreignKey);
  if (found) return found;
  const reason = "The schema refers to another file; that can only be checked where the files are validated together.";
  throw new AppError("invalid-request", reason);
}

/** The file that is called so: by its name, without its ending, or as a table. */
export function findResource(files: readonly InputFile[], resource: string): InputFile | null {
  const tables = nameTables(files.map(({ name }) => name));
  const stemOf = (name: string) => name.replace(/\.(gz|zst|zip)$/i, "").replace(/\.[^.]*$/, "");
  return files.find(({ name }, index) => name === resource || stemOf(name) === resource || tables[index] === resource) ?? null;
}

/**
 * Reads the files that foreign keys of a file refer to, in memory of so many bytes for each different value.
 * @throws AppError invalid-request: there is no such file · no-such-column · file-too-large: more than ten million different values
 */
export async function readReferenced(
  context: RunContext<InputParams>,
  own: InputFile,
  foreignKeys: readonly ForeignKey[],
): Promise<ReferencedValues> {
  const referenced = new Map<ForeignKey, { fileName: string; values: UniqueValues }>();
  const byFile = Map.groupBy(foreignKeys, ({ resource }) => (resource === "" ? own : requireFile(context.files, resource)));
  for (const [file, keys] of byFile) {
    const wanted = keys.map((key) => ({ key, values: new UniqueValues(`${file.name}: what is referred to`) }));
    await readKeys(context, file, wanted);
    for (const { key, values } of wanted) referenced.set(key, { fileName: file.name, values });
  }
  return referenced;
}

function requireFile(files: readonly InputFile[], resource: string): InputFile {
  const file = findResource(files, resource);
  if (file) return file;
  const names = files.map(({ name }) => `“${name}”`).join(", ");
  throw new AppError("invalid-request", `The schema refers to a file “${resource}”, but the job's files are ${names}.`);
}

/** Every row counts there, also those that are filtered: they are what the other file's rows may have meant. */
async function readKeys(
  context: RunContext<InputParams>,
  file: InputFile,
  wanted: readonly { key: ForeignKey; values: UniqueValues }[],
): Promise<void> {
  const { dialect, headers } = context.params;
  const input = await openInput({ ...context, params: { dialect, headers }, onBadRow: "keep" }, file);
  try {
    const names = input.found.header.names;
    const fieldsOf = wanted.map(({ key, values }) => ({
      values,
      fields: key.referenceFields.map((name) => {
        const field = names.indexOf(name);
        if (field === -1) throw noSuchColumn(name, names, file.name);
        return field;
      }),
    }));
    const { kernel, sourceQuote } = input;
    for (let block = await input.next(); block; block = await input.next()) {
      context.signal.throwIfAborted();
      const { table } = block;
      for (let record = 0; record < table.records; record++) {
        const at = table.recordsAt / 4 + record * recordWords;
        const count = (kernel.words[at + 3] ?? 0) & fieldCountMask;
        const first = table.fieldsAt / 4 + (kernel.words[at + 2] ?? 0) * fieldWords;
        for (const { values, fields } of fieldsOf) {
          if (fields.some((field) => field >= count)) continue;
          values.start();
          for (const field of fields) {
            const { bytes } = cellAt(kernel, first + field * fieldWords, sourceQuote);
            values.add(bytes, 0, bytes.length);
          }
          values.take();
        }
      }
    }
  } finally {
    await input.close();
  }
}
