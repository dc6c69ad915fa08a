import type { PlannedChange } from "#core/records/load-plan";
import type { KeptResult } from "./memory-outputs.ts";
import type { OutputPreview } from "./output-preview.ts";

/** The records that a load would leave behind: the lines of its `changes.ndjson`. */
export function readChanges({ bytes }: KeptResult, maxRows: number): Pick<OutputPreview, "columns" | "rows"> {
  const lines = new TextDecoder().decode(bytes).split("\n", maxRows + 1);
  // What stands behind the last line end is nothing, or no whole line.
  const changes = lines.slice(0, Math.min(maxRows, lines.length - 1)).map((line) => JSON.parse(line) as PlannedChange);
  const names = new Set(changes.flatMap(({ after }) => Object.keys(after)));
  const rows = changes.map(({ after }) =>
    Array.from(names, (name) => {
      const value = Object.hasOwn(after, name) ? after[name] : "";
      return typeof value === "object" ? value.number : (value ?? "");
    }),
  );
  return { columns: Array.from(names, (name) => ({ name })), rows };
}
