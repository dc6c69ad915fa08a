import type { PlannedChange } from "#core/records/load-plan";
import { firstLines, type KeptResult } from "./memory-outputs.ts";
import type { OutputPreview } from "./output-preview.ts";

/** The records that a load would leave behind: the lines of its `changes.ndjson`. */
export function readChanges(kept: KeptResult, maxRows: number): Pick<OutputPreview, "columns" | "rows"> {
  const changes = firstLines(kept, maxRows).map((line) => JSON.parse(line) as PlannedChange);
  const names = new Set(changes.flatMap(({ after }) => Object.keys(after)));
  const rows = changes.map(({ after }) =>
    Array.from(names, (name) => {
      const value = Object.hasOwn(after, name) ? after[name] : "";
      return typeof value === "object" ? value.number : (value ?? "");
    }),
  );
  return { columns: Array.from(names, (name) => ({ name })), rows };
}
