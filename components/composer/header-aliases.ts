import { type FormValue, isFormValue } from "#core/params/json-schema";
import type { HeaderAlias } from "#core/recipes/match-headers";

/** Other names for headers that were confirmed. */
export function aliasesOf(params: FormValue): readonly HeaderAlias[] {
  const { headers } = params;
  return Array.isArray(headers) ? headers.filter(isAlias) : [];
}

function isAlias(value: unknown): value is HeaderAlias {
  return isFormValue(value) && typeof value.column === "string" && typeof value.as === "string";
}

/** The header as the operation sees it: an alias is passed over where its column is not there, or its name is there already. */
export function namesWith(aliases: readonly HeaderAlias[], names: readonly string[]): readonly string[] {
  if (aliases.length === 0) return names;
  const present = new Set(names);
  const given = [...names];
  for (const { column, as } of aliases) {
    const index = given.indexOf(column);
    if (index < 0 || present.has(as)) continue;
    given[index] = as;
    present.add(as);
  }
  return given;
}
