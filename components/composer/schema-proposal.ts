import { proposeSchema } from "#core/operations/schema/propose-schema";
import type { UsableFile } from "./usable-file.ts";

/** Proposes a schema from the first file that can be read here; undefined where none can. */
export function schemaProposal(files: readonly UsableFile[]): (() => unknown) | undefined {
  for (const { look, names } of files) {
    if (look.kind !== "readable") continue;
    const { columns, decimalComma, records } = look.inspection;
    const named = columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
    return () => proposeSchema({ columns: named, decimalComma, records });
  }
  return undefined;
}
