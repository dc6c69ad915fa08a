import { AppError } from "../app-error.ts";
import type { Kernel } from "../csv/kernel/kernel.ts";
import { skipFlag } from "../csv/kernel/record-table.ts";
import { extraColumn, timeColumn } from "../lake/lake-table.ts";
import type { TableInput } from "../operations/rows/open-input.ts";
import type { CreateLakeWriter, LakeWriter, LakeWriterOptions, PlannedFile, RowTimes, WrittenColumn } from "./lake-writer.ts";
import { PagePacking } from "./page-packing.ts";
import { type ByteOutput, ParquetFile } from "./parquet-file.ts";
import { type EncodedColumn, RowGroupEncoder } from "./row-group-encoder.ts";
import { type FileRows, RowStore } from "./row-store.ts";
import { RowStripe } from "./row-stripe.ts";
import { type CopiedRecord, RowCopier } from "./stored-row.ts";

const MiB = 1024 * 1024;
const usualBufferBytes = 96 * MiB;
/** Of stored rows; what is written is smaller. */
const usualFileBytes = 512 * MiB;
const usualRowGroupBytes = 64 * MiB;
const rowGroupRows = 1_000_000;

/**
 * Rows wait by the hour, as text, in memory and then on scratch; only when a file is written do they become columns. So row groups
 * are as large as they can be whatever the order of the rows, and how often a file is written does not matter.
 */
export const createLakeWriter: CreateLakeWriter = async (options) => new ScratchLakeWriter(options);

class ScratchLakeWriter implements LakeWriter {
  readonly #options: LakeWriterOptions;
  #columns: readonly EncodedColumn[];
  readonly #rowGroupBytes: number;
  readonly #store: RowStore;
  readonly #packing: PagePacking;
  readonly #copiers = new Map<Kernel, RowCopier>();
  hasExtra = false;
  #encoding: { encoder: RowGroupEncoder; stripe: RowStripe } | null = null;
  /** Only one file's rows become columns at a time; meanwhile others are compressed and written. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LakeWriterOptions) {
    const { columns, extra, signal, scratch, bufferBytes = usualBufferBytes, fileBytes = usualFileBytes } = options;
    this.#options = options;
    this.#columns = [
      ...columns.map(({ name, type }, cell): EncodedColumn => ({ name, type, cell })),
      { name: timeColumn, type: "timestamp", cell: "time" },
      ...(extra ? [{ name: extraColumn, type: "text", cell: columns.length } satisfies EncodedColumn] : []),
    ];
    this.#rowGroupBytes = options.rowGroupBytes ?? usualRowGroupBytes;
    this.#store = new RowStore({ bufferBytes, fileBytes, openScratch: () => scratch.open(), signal });
    this.#packing = new PagePacking(options.compress);
  }

  async block(input: TableInput, table: Parameters<LakeWriter["block"]>[1], times: RowTimes): Promise<void> {
    this.#options.signal.throwIfAborted();
    const copier = this.#copierOf(input);
    const { words } = input.kernel;
    const store = this.#store;
    const row: CopiedRecord = { record: 0, seconds: 0, micros: 0 };
    for (let index = 0; index < table.records; index++) {
      row.record = RowCopier.recordAt(table, index);
      if (((words[row.record + 3] as number) & skipFlag) !== 0) continue;
      row.seconds = times.seconds[index] as number;
      row.micros = times.micros[index] as number;
      if (!store.add(copier, table, row)) await store.addLong(copier, table, row);
    }
  }

  async end(): Promise<readonly PlannedFile[]> {
    await this.#store.end();
    this.hasExtra = [...this.#copiers.values()].some(({ hasExtra }) => hasExtra);
    this.#copiers.clear();
    if (!this.hasExtra) this.#columns = this.#columns.filter(({ cell }) => cell !== this.#options.columns.length);
    return this.#store.files
      .map(({ hour, n, rows, from, to }) => ({ partition: partitionOf(hour), n, rows, from, to }))
      .sort((a, b) => a.from - b.from || a.n - b.n);
  }

  async write(file: PlannedFile, output: ByteOutput): Promise<void> {
    const rows = this.#store.files.find(({ hour, n }) => n === file.n && hour === hourOf(file));
    if (!rows) throw new Error(`No rows are there for file ${file.n} of the hour of ${file.from}.`);
    const written = new ParquetFile(this.#columns, output);
    await written.begin();
    let groups: ReturnType<RowGroupEncoder["end"]>[] = [];
    const writeGroups = async () => {
      const complete = groups;
      groups = [];
      for (const group of complete) {
        await group.packed;
        this.#packing.check();
        await written.rowGroup(group.rows, group.chunks);
      }
    };
    await this.#inTurn(() =>
      this.#encode(rows, async (group) => {
        await writeGroups();
        groups.push(group);
      }),
    );
    await writeGroups();
    await written.end();
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#store.close();
  }

  async #encode(file: FileRows, take: (group: ReturnType<RowGroupEncoder["end"]>) => Promise<void>): Promise<void> {
    const { encoder, stripe } = this.#encoders();
    stripe.clear();
    let bytes = 0;
    for await (const piece of this.#store.read(file)) {
      for (let from = 0; from < piece.length; ) {
        const taken = stripe.fill(piece, from);
        from += taken;
        bytes += taken;
        while (stripe.next()) encoder.add(stripe);
        await this.#packing.room();
        if (bytes >= this.#rowGroupBytes || encoder.rows >= rowGroupRows) {
          await take(encoder.end());
          bytes = 0;
        }
      }
    }
    if (encoder.rows > 0) await take(encoder.end());
  }

  #encoders(): { encoder: RowGroupEncoder; stripe: RowStripe } {
    if (this.#encoding === null) {
      const { columns, extra } = this.#options;
      const stripe = new RowStripe(columns.length + (extra ? 1 : 0));
      this.#encoding = { stripe, encoder: new RowGroupEncoder(this.#columns, this.#packing, stripe.maxRows) };
    }
    return this.#encoding;
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const before = this.#turn;
    const done = before.then(work);
    this.#turn = done.catch(() => {
      // It failed for its own caller; what is left of its rows must not come into the next file.
      this.#encoding = null;
    });
    await done;
  }

  #copierOf({ kernel, sourceQuote, found }: TableInput): RowCopier {
    const known = this.#copiers.get(kernel);
    if (known) return known;
    const columns = this.#options.columns.map(({ field, name, read }) => ({ field, read: read ? readAs(name, read) : null }));
    const copier = new RowCopier(kernel, columns, { sourceQuote, width: found.header.names.length, extra: this.#options.extra });
    this.#copiers.set(kernel, copier);
    return copier;
  }
}

function readAs(name: string, read: NonNullable<WrittenColumn["read"]>): (text: string) => string {
  return (text) => {
    const value = read(text);
    if (value !== null) return value;
    throw new AppError("unaccounted", `A value of "${name}" was let through, but cannot be read. Nothing was published.`);
  };
}

function hourOf({ partition: { year, month, day, hour } }: PlannedFile): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 3_600_000 + hour;
}

function partitionOf(hour: number): PlannedFile["partition"] {
  const date = new Date(hour * 3_600_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours() };
}
