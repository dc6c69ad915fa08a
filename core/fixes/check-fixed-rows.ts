import type { IssueCode } from "../csv/issue.ts";
import { toByteSource } from "../csv/source/byte-source.ts";
import type { JobSummary } from "../jobs/job-view.ts";
import { noServices } from "../operations/no-services.ts";
import type { OutputFile } from "../operations/operation.ts";
import { parseParams, requireOperation } from "../operations/registry.ts";
import { findFaultyColumns } from "./faulty-columns.ts";
import { fixedDialect, hasHeaderLine, toCsvRow } from "./fixed-file.ts";
import { createRejectReader } from "./read-reject.ts";
import { parseRejectLine } from "./reject-line.ts";
import type { RejectShape } from "./reject-shape.ts";

export interface FixedRowsToCheck {
  job: Pick<JobSummary, "operation" | "params">;
  /** Of the one file that the rows are of. */
  shape: RejectShape;
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
}

/** What is still wrong with a row, as a sentence, and in which columns from 0. */
export interface FixedRowFault {
  codes: readonly IssueCode[];
  message: string;
  columns: readonly number[];
}

export interface FixedRowsCheck {
  /** By the row's place, from 0; a row that is right is not there. */
  faults: ReadonlyMap<number, FixedRowFault>;
  filtered: number;
}

/**
 * Holds corrected rows against what the job does, by its very operation: what would be set aside again, and why. A load is tried
 * against no records at all, since only the server has them.
 * @throws AppError what the operation says of such a file as a whole
 */
export async function checkFixedRows({ job, shape, rows }: FixedRowsToCheck, signal: AbortSignal): Promise<FixedRowsCheck> {
  const operation = requireOperation(job.operation);
  const params = await parseParams(operation, { ...job.params, ...dryParams(job.operation), dialect: fixedDialect([shape]) });
  const outputs = new MemoryOutputs();
  const outcome = await operation.run({
    params,
    onBadRow: "reject",
    files: [{ name: shape.file, size: null, open: () => toByteSource(toCsv(shape, rows)) }],
    openOutput: async (name) => outputs.open(name),
    progress: () => undefined,
    signal,
    services: noServices(),
  });
  return { faults: readFaults(outputs.text("rejects.ndjson"), shape), filtered: outcome.counts.filtered };
}

/** Nothing is wanted but what is wrong. */
function dryParams(operation: string): Record<string, unknown> {
  switch (operation) {
    case "convert":
      return { to: "ndjson", compress: undefined, headers: undefined };
    case "validate":
      return { to: "ndjson", rows: false, maxRejectPercent: undefined, headers: undefined };
    default:
      return { dryRun: true, headers: undefined };
  }
}

const utf8 = new TextEncoder();
const flushLength = 256 * 1024;

async function* toCsv(shape: RejectShape, rows: FixedRowsToCheck["rows"]): AsyncGenerator<Uint8Array> {
  let text = hasHeaderLine([shape]) ? toCsvRow(shape.names) : "";
  for await (const row of rows) {
    text += toCsvRow(row);
    if (text.length < flushLength) continue;
    yield utf8.encode(text);
    text = "";
  }
  yield utf8.encode(text);
}

function readFaults(list: string, shape: RejectShape): Map<number, FixedRowFault> {
  const asWritten: RejectShape = { ...shape, format: "delimited", dialect: written };
  const read = createRejectReader(asWritten);
  const faults = new Map<number, FixedRowFault>();
  for (const text of list.split("\n")) {
    if (text === "") continue;
    const line = parseRejectLine(text);
    const columns = findFaultyColumns(line, read(line), shape.names);
    faults.set(line.record - 1, { codes: line.codes, message: withoutLine(line.message), columns });
  }
  return faults;
}

const written = { delimiter: ",", quote: '"', escape: '"', comment: "", lineEnd: "crlf" } as const;

/** The line would be that of a file that nobody has seen. */
function withoutLine(message: string): string {
  return message.replace(/^Line [\d,]+:\s*/, "");
}

class MemoryOutputs {
  readonly #texts = new Map<string, string>();

  open(name: string): OutputFile {
    const isWanted = name === "rejects.ndjson";
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    let bytes = 0;
    return {
      write: async (chunk) => {
        bytes += chunk.length;
        if (isWanted) this.#texts.set(name, this.text(name) + decoder.decode(chunk, { stream: true }));
      },
      close: async () => ({ bytes }),
      abort: async () => undefined,
    };
  }

  text(name: string): string {
    return this.#texts.get(name) ?? "";
  }
}
