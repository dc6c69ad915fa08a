import type { FormValue } from "#core/params/json-schema";
import type { FileLook } from "../reading/file-look.ts";
import type { NamedFile } from "./composer-settings.ts";
import { aliasesOf, namesWith } from "./header-aliases.ts";

/** A file that can be used. Its names are empty where only the server can read it. */
export interface UsableFile extends NamedFile {
  name: string;
  look: Extract<FileLook, { kind: "readable" | "parquet" | "closed" }>;
}

/** The header as it stands in the file; null where it cannot be known here. */
export function namesOf(look: FileLook): readonly string[] | null {
  if (look.kind === "readable") return look.inspection.header.names;
  return look.kind === "parquet" ? parquetNames(look.parquet) : null;
}

export function toUsable(looks: readonly { file: File; look: FileLook }[], params: FormValue): UsableFile[] {
  const aliases = aliasesOf(params);
  return looks.flatMap(({ file, look }): UsableFile[] => {
    if (look.kind === "reading" || look.kind === "unusable") return [];
    return [{ file, name: file.name, look, names: namesWith(aliases, namesOf(look) ?? []) }];
  });
}

const named = new WeakMap<object, readonly string[]>();

/** The same list every time, so that what is kept by it is found again. */
function parquetNames(parquet: { columns: readonly { name: string }[] }): readonly string[] {
  const known = named.get(parquet);
  if (known) return known;
  const names = parquet.columns.map(({ name }) => name);
  named.set(parquet, names);
  return names;
}
