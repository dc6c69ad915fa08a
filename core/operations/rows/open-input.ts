import { AppError } from "../../app-error.ts";
import type { IssuePlace, IssueSummary } from "../../csv/issue.ts";
import { IssueLog, type IssueLogState } from "../../csv/issue-log.ts";
import { readerLimits } from "../../csv/limits.ts";
import { openTable } from "../../csv/read/open-table.ts";
import { isDelimited, type ReaderCheckpoint, type RecordBlock, type TableReader } from "../../csv/read/table-reader.ts";
import { noSuchColumn } from "../convert/column-mapping.ts";
import type { InputFile, RunContext } from "../operation.ts";
import type { MaskedField } from "./cell-masks.ts";
import { isFileMeant } from "./file-pattern-schema.ts";
import type { InputParams } from "./input-params.ts";
import type { ColumnMask } from "./mask-params.ts";
import { openSource } from "./open-source.ts";
import { renameHeaders } from "./rename-headers.ts";
import type { WorkState } from "./worked-input.ts";

/** Records that were read together, of which those that a filter does not let through have `skipFlag` set. */
export interface InputBlock extends RecordBlock {
  /** How many the filter did not let through. */
  filtered: number;
}

/** A file of a run, whose rows are filtered and masked before anybody else sees them. */
export interface TableInput extends TableReader {
  /** The columns that come out, in the file's order, with the field of a record that each takes: without those that are dropped. */
  readonly columns: readonly { name: string; field: number }[];
  /** The quote that fields flagged as doubled double; -1 for none. */
  readonly sourceQuote: number;
  /** Whether cells are changed, so that a record's source is not the file's own bytes. */
  readonly isMasked: boolean;
  next(): Promise<InputBlock | null>;
  /** How many of the first so many records of the file, up to the current block's last, were filtered. */
  filteredOf(records: number): number;
  /** With `masksLater`: masks the current block's records [from, to), once. */
  mask(from: number, to: number): void;
}

export interface OpenInputOptions {
  checkpoint?: ReaderCheckpoint | undefined;
  /** Cells are looked at in clear first; whoever asks for it calls `mask` before anything is said or written of a record. */
  masksLater?: boolean;
}

/**
 * Opens a file as a run's parameters say. Masked records that cannot be told apart cell by cell are left out (`skipFlag`) and are
 * among the block's flaws, whatever the policy: what stands in a wrong column would not be masked.
 * @throws AppError no-such-column: a filter or a mask is about a column that is not there; and whatever `openTable` throws
 */
export async function openInput(context: RunContext<InputParams>, file: InputFile, options: OpenInputOptions = {}): Promise<TableInput> {
  const { signal, decompressors, onBadRow } = context;
  const params = paramsOf(context.params, file.name);
  const masking = params.mask && (await import("./cell-masks.ts"));
  const memory = masking?.planMaskMemory(params.mask ?? [], context.limits?.blockRecords ?? readerLimits.blockRecords);
  const { source, dialect = params.dialect, issues } = await openSource(context, file);
  const reader = await openTable(source, {
    name: file.name,
    dialect,
    signal,
    // Nothing is to be told of what stands behind the row at which the run stops.
    limits: { ...context.limits, ...(onBadRow === "stop" && { blockFlaws: 1 }), ...(memory && { blockRecords: memory.blockRecords }) },
    decompressors,
    checkpoint: options.checkpoint,
    ...(memory && { roomBytes: memory.roomBytes }),
    ...(file.partial && { partial: true }),
  }).catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  try {
    return await workOn({ ...context, params }, withIssues(reader, issues), {
      ...options,
      fileName: file.name,
      scratchBytes: memory?.scratchBytes ?? 0,
    });
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** Without what is about other files. */
function paramsOf({ filter, mask, ...params }: InputParams, fileName: string): InputParams {
  const isAbout = ({ file }: { file?: string | undefined }) => isFileMeant(fileName, file);
  const filters = filter?.filter(isAbout) ?? [];
  const masks = mask?.filter(isAbout) ?? [];
  return { ...params, ...(filters.length > 0 && { filter: filters }), ...(masks.length > 0 && { mask: masks }) };
}

async function workOn(
  context: RunContext<InputParams>,
  plain: TableReader,
  options: OpenInputOptions & { fileName: string; scratchBytes: number },
): Promise<TableInput> {
  const { params, onBadRow } = context;
  const { reader, issues } = renameHeaders(plain, params.headers ?? []);
  const { names } = reader.found.header;
  if (!params.filter && !params.mask && issues.length === 0) return plainInput(reader);
  const [{ WorkedInput }, { RowFilter }] = await Promise.all([import("./worked-input.ts"), import("./row-filter.ts")]);
  const sourceQuote = quoteOf(reader);
  const fieldOf = (column: string) => {
    const field = names.indexOf(column);
    if (field !== -1) return field;
    const { code, message } = params.mask ? noMaskedColumn(column, options.fileName) : noSuchColumn(column, names, options.fileName);
    throw new AppError(code, context.files.length > 1 ? `${message} ${inAnotherFile}` : message);
  };
  const conditions = (params.filter ?? []).map((condition) => ({ condition, field: fieldOf(condition.column) }));
  const fields = findMasked(reader, params.mask ?? [], fieldOf);
  const dropped = new Set(fields.filter(({ mask }) => mask.method === "drop").map(({ field }) => field));
  const by = params.filterBy ?? "all";
  const decimal = reader.found.decimalComma ? "," : ".";
  return new WorkedInput(reader, {
    columns: columnsOf(reader).filter(({ field }) => !dropped.has(field)),
    sourceQuote,
    policy: onBadRow,
    filter: conditions.length === 0 ? null : await RowFilter.create(reader.kernel, conditions, { sourceQuote, by, decimal }),
    masks: fields.length === 0 ? null : await createMasks(context, reader, fields, { sourceQuote, scratchBytes: options.scratchBytes }),
    maskedNames: new Set(fields.flatMap(({ mask, field }) => [mask.column, plain.found.header.names[field] ?? ""])),
    masksLater: options.masksLater ?? false,
    from: (options.checkpoint?.work as WorkState | undefined) ?? { filtered: 0, issues: tell(issues) },
  });
}

/** The fields of masked columns, and of those that bear the same name in the file and were told apart. */
function findMasked({ found, summary }: TableReader, masks: readonly ColumnMask[], fieldOf: (column: string) => number): MaskedField[] {
  const { names } = found.header;
  const hasDuplicates = summary().issues.some(({ code }) => code === "duplicate-header");
  const masked = new Map<number, ColumnMask>();
  for (const mask of masks) masked.set(fieldOf(mask.column), mask);
  if (hasDuplicates) {
    for (const [field, name] of names.entries()) {
      const mask = masks.find(({ column }) => name.startsWith(`${column}_`) && /^\d+$/.test(name.slice(column.length + 1)));
      if (mask && !masked.has(field)) masked.set(field, mask);
    }
  }
  return Array.from(masked, ([field, mask]) => ({ field, mask }));
}

/** A mask that is not for every file is never guessed to be for some: a misspelt header would go out in clear. */
const inAnotherFile = 'If only another file of the job has it, add to the mask or filter which one: {"file": "customers*"}.';

/** The columns are not listed: what was taken for a header may be a row, whose cells nobody shall read. */
function noMaskedColumn(column: string, fileName: string): AppError {
  const reason = "They are not listed, because the job masks some, and what was taken for their names may be data.";
  return new AppError("no-such-column", `${fileName} has no column "${column}". ${reason}`);
}

async function createMasks(
  { params, maskKey }: RunContext<InputParams>,
  { kernel }: TableReader,
  fields: readonly MaskedField[],
  options: { sourceQuote: number; scratchBytes: number },
) {
  const { CellMasks } = await import("./cell-masks.ts");
  const needsKey = params.mask?.some(({ method }) => method === "hash") ?? false;
  if (needsKey && !maskKey) {
    throw new AppError("invalid-request", "Masking by hash needs a key, so that hashes cannot be guessed: set SLUICE_MASK_KEY.");
  }
  return new CellMasks(kernel, fields, { key: needsKey && maskKey ? await maskKey() : null, ...options });
}

/** With what was found before the reader began. */
function withIssues(reader: TableReader, issues: readonly IssueSummary[]): TableReader {
  if (issues.length === 0) return reader;
  return {
    ...reader,
    summary() {
      const summary = reader.summary();
      return { ...summary, issues: [...summary.issues, ...issues] };
    },
  };
}

function plainInput(reader: TableReader): TableInput {
  return {
    ...reader,
    columns: columnsOf(reader),
    sourceQuote: quoteOf(reader),
    isMasked: false,
    async next() {
      const block = await reader.next();
      return block && { ...block, filtered: 0 };
    },
    filteredOf: () => 0,
    mask: () => undefined,
  };
}

function columnsOf({ found }: TableReader): { name: string; field: number }[] {
  return found.header.names.map((name, field) => ({ name, field }));
}

function quoteOf({ found }: TableReader): number {
  const { dialect } = found;
  return isDelimited(found) && dialect.quote !== "" ? dialect.quote.charCodeAt(0) : -1;
}

function tell(places: readonly IssuePlace[]): IssueLogState {
  const log = new IssueLog();
  for (const place of places) log.add("renamed-header", () => place);
  return log.state;
}
