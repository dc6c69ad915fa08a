import { AppError } from "../app-error.ts";
import type { Asked } from "../recipes/resolve-recipe.ts";
import { outputFormats } from "./results/output-formats.ts";

const defaultOperation = "convert";

/**
 * What the metadata of an uploaded object asks for: `operation`, `recipe` (`name` or `name@version`), `outputformat`, `mapping`
 * (`old:new,…`) and `sequence` (`new,…`). Names are percent-encoded, since metadata is ASCII. Blanks around the parts and the
 * case of operation and format do not matter.
 * @throws AppError unknown-format, invalid-request
 */
export function askedByMetadata(metadata: Readonly<Record<string, string>>): Asked {
  const named = (metadata.operation ?? "").trim().toLowerCase();
  const recipe = decodeName((metadata.recipe ?? "").trim(), "recipe");
  const operation = named || (recipe === "" ? defaultOperation : "");
  const format = (metadata.outputformat ?? "").trim().toLowerCase();
  const needsFormat = recipe === "" && operation === defaultOperation;
  const mapping = parseMapping(metadata.mapping ?? "");
  const sequence = splitList(metadata.sequence ?? "").map((name) => decodeName(name, "sequence"));
  return {
    ...(operation !== "" && { operation }),
    ...(recipe !== "" && { recipe }),
    params: { ...((needsFormat || format !== "") && { to: requireFormat(format) }), ...selection(mapping, sequence) },
  };
}

function requireFormat(format: string): string {
  if (Object.hasOwn(outputFormats, format)) return format;
  const known = Object.keys(outputFormats).join(", ");
  if (format === "") throw new AppError("unknown-format", `The metadata names no output format. Set outputformat to one of ${known}.`);
  throw new AppError("unknown-format", `The output format "${format}" is not known. It can be one of ${known}.`);
}

/** Old names by new names. */
function parseMapping(text: string): Map<string, string> {
  const oldByNew = new Map<string, string>();
  const seen = new Set<string>();
  for (const pair of splitList(text)) {
    const [before, after, ...rest] = pair.split(":").map((part) => part.trim());
    if (!before || !after || rest.length > 0) {
      throw new AppError("invalid-request", `"${pair}" in the mapping is not of the form old:new. A colon inside a name is written %3A.`);
    }
    const column = decodeName(before, "mapping");
    const name = decodeName(after, "mapping");
    if (seen.has(column)) throw new AppError("invalid-request", `The mapping renames the column "${column}" twice.`);
    if (oldByNew.has(name)) throw new AppError("invalid-request", `The mapping gives the name "${name}" to two columns.`);
    seen.add(column);
    oldByNew.set(name, column);
  }
  return oldByNew;
}

function selection(oldByNew: ReadonlyMap<string, string>, sequence: readonly string[]): Record<string, unknown> {
  if (sequence.length > 0) return { columns: sequence.map((name) => ({ column: oldByNew.get(name) ?? name, as: name })) };
  if (oldByNew.size === 0) return {};
  return { rename: [...oldByNew].map(([as, column]) => ({ column, as })) };
}

function splitList(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function decodeName(text: string, field: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new AppError("invalid-request", `"${text}" in the ${field} is not percent-encoded as it should be (a % itself is written %25).`, {
      cause,
    });
  }
}
