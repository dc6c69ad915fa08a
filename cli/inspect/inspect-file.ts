import type { InspectedColumn } from "#core/csv/detect/column-profile";
import { TableProfile } from "#core/csv/detect/table-profile";
import type { DialectOverrides } from "#core/csv/dialect";
import type { IssueSummary } from "#core/csv/issue";
import { openTable } from "#core/csv/read/open-table";
import type { FoundTable } from "#core/csv/read/table-reader";
import { openSource } from "#core/operations/rows/open-source";
import { openInput, standardInput } from "../files/file-source.ts";
import { engine } from "../run/engine.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";

/** What `inspect` says of one file. */
export interface FileInspection extends FoundTable {
  file: string;
  /** Size of the file; null where only reading it tells. */
  size: number | null;
  columns: InspectedColumn[];
  /** Data records that were read. */
  rows: number;
  /** Whether that is all of them. */
  complete: boolean;
  issues: IssueSummary[];
}

export interface InspectFileOptions {
  dialect: DialectOverrides | undefined;
  /** Read to the end, not only the beginning. */
  all: boolean;
  isQuiet: boolean;
  signal: AbortSignal;
}

/** As much as detection looks at. */
const beginningBytes = 1024 * 1024;

/** Reads the beginning of a file, or all of it, and describes it. */
export async function inspectFile(path: string, { dialect, all, isQuiet, signal }: InspectFileOptions): Promise<FileInspection> {
  const input = await openInput(path);
  const name = path === standardInput ? "standard input" : path;
  const bar = createProgressBar({ label: name, total: input.size, isQuiet: isQuiet || !all });
  try {
    const file = { name, size: input.size, open: () => input.open() };
    const opened = await openSource({ engine, signal }, file);
    const reader = await openTable(opened.source, { name, dialect: opened.dialect ?? dialect, signal });
    try {
      const profile = new TableProfile(reader);
      let complete = false;
      for (let consumed = 0; all || consumed < beginningBytes; ) {
        const block = await reader.next();
        signal.throwIfAborted();
        complete = block === null;
        if (block === null) break;
        profile.add(block);
        consumed = block.consumed;
        bar.update(consumed, block.firstRecord + block.table.records - 1);
      }
      const { records: rows, issues } = reader.summary();
      return {
        file: path,
        size: input.size,
        ...reader.found,
        columns: profile.columns(),
        rows,
        complete,
        issues: [...issues, ...opened.issues],
      };
    } finally {
      await reader.close();
    }
  } finally {
    bar.end();
    await input.close();
  }
}
