import type { UsableFile } from "./use-composer.ts";

/** Proposes a schema from the first file that can be read here; undefined where none can. */
export function schemaProposal(files: readonly UsableFile[]): (() => unknown) | undefined {
  const first = files.find(({ look }) => look.kind === "readable");
  if (first?.look.kind !== "readable") return undefined;
  const { columns } = first.look.inspection;
  const { names } = first;
  const types: Readonly<Record<string, string>> = { number: "number", currency: "number", date: "date", time: "time" };
  return () => ({ fields: columns.map(({ type }, index) => ({ name: names[index] ?? "", type: types[type] ?? "string" })) });
}
