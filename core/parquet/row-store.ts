import { AppError } from "../app-error.ts";
import { formatCount } from "../csv/format-count.ts";
import type { RecordTable } from "../csv/kernel/record-table.ts";
import type { ScratchFile } from "../ports/scratch.ts";
import { RowBlocks, rowBlockBytes } from "./row-blocks.ts";
import type { CopiedRecord, RowCopier, RowPlace } from "./stored-row.ts";

export const maxPartitions = 10_000;
/** Scratch is written and read in pieces of at most so many bytes. */
const pieceBytes = 1024 * 1024;

/** The rows of one file to be, in the order in which they came: first those on scratch, then those in memory. */
export interface FileRows {
  /** Hours since 1970 in UTC. */
  hour: number;
  n: number;
  rows: number;
  bytes: number;
  from: number;
  to: number;
  /** On scratch. */
  pieces: { at: number; length: number }[];
  blocks: number[];
  /** In the last block: where the next row goes, and its end. */
  at: number;
  end: number;
}

export interface RowStoreOptions {
  bufferBytes: number;
  /** A file is begun anew after so many bytes of rows. */
  fileBytes: number;
  openScratch(): Promise<ScratchFile>;
  signal: AbortSignal;
}

/** Rows by the hour, in memory of a fixed size; what has no room there goes to scratch, the largest files' rows first. */
export class RowStore {
  readonly #options: RowStoreOptions;
  #blocks: RowBlocks | null;
  /** Of the row that is being added. */
  readonly #place: RowPlace;
  readonly #hours = new Map<number, FileRows>();
  readonly #files: FileRows[] = [];
  #last: FileRows | null = null;
  #scratch: ScratchFile | null = null;
  /** A row that does not fit in what is left of a block is put together here. */
  #staged: RowPlace = toPlace(new Uint8Array(4 * rowBlockBytes));
  /** One is filled while the other is written. */
  #piece: Piece = createPiece();
  #otherPiece: Piece = createPiece();
  #writing: Promise<void> = Promise.resolve();
  #failure: { cause: unknown } | null = null;

  constructor(options: RowStoreOptions) {
    this.#options = options;
    this.#blocks = new RowBlocks(options.bufferBytes);
    this.#place = toPlace(this.#blocks.bytes);
  }

  get files(): readonly FileRows[] {
    return this.#files;
  }

  /** False when the row has to go the long way, by `addLong`: its block has no room for it. */
  add(copier: RowCopier, table: RecordTable, row: CopiedRecord): boolean {
    const file = this.#fileOf(row.seconds);
    const place = this.#place;
    place.from = file.at;
    place.to = file.end;
    const at = copier.copy(table, row, place);
    if (at < 0) return false;
    this.#count(file, row.seconds, at - file.at);
    file.at = at;
    return true;
  }

  /** Over as many blocks as it takes. */
  async addLong(copier: RowCopier, table: RecordTable, row: CopiedRecord): Promise<void> {
    const file = this.#fileOf(row.seconds);
    let length = copier.copy(table, row, this.#staged);
    while (length < 0) {
      this.#staged = toPlace(new Uint8Array(this.#staged.bytes.length * 2));
      length = copier.copy(table, row, this.#staged);
    }
    for (let from = 0; from < length; ) {
      if (file.at === file.end) await this.#nextBlock(file);
      const part = this.#staged.bytes.subarray(from, Math.min(length, from + file.end - file.at));
      this.#memory().bytes.set(part, file.at);
      file.at += part.length;
      from += part.length;
    }
    this.#count(file, row.seconds, length);
  }

  /** Makes room: once anything is on scratch, all of it. */
  async end(): Promise<void> {
    if (this.#scratch !== null) {
      await this.#spill(0);
      await this.#settled();
      this.#giveUpMemory();
    }
    this.#last = null;
    this.#hours.clear();
  }

  /** The bytes of a file's rows, in pieces that are valid until the next is asked for. */
  async *read(file: FileRows): AsyncGenerator<Uint8Array> {
    for (const { at, length } of file.pieces) {
      for (let done = 0; done < length; done += pieceBytes) {
        this.#options.signal.throwIfAborted();
        if (this.#scratch) yield await this.#scratch.read(at + done, Math.min(pieceBytes, length - done), this.#piece.bytes);
      }
    }
    for (const [index, block] of file.blocks.entries()) {
      const end = index === file.blocks.length - 1 ? file.at : block + rowBlockBytes;
      yield this.#memory().bytes.subarray(block, end);
    }
  }

  async close(): Promise<void> {
    await this.#writing;
    this.#giveUpMemory();
    const scratch = this.#scratch;
    this.#scratch = null;
    await scratch?.close();
  }

  #giveUpMemory(): void {
    this.#blocks = null;
    Object.assign(this.#place, toPlace(new Uint8Array(0)));
    // Into the other piece what is on scratch is read again.
    this.#otherPiece = { bytes: new Uint8Array(0), used: 0, parts: [] };
  }

  #memory(): RowBlocks {
    if (this.#blocks === null) throw new Error("The rows were given up already.");
    return this.#blocks;
  }

  #count(file: FileRows, seconds: number, length: number): void {
    file.rows++;
    file.bytes += length;
    if (seconds < file.from) file.from = seconds;
    if (seconds > file.to) file.to = seconds;
  }

  #fileOf(seconds: number): FileRows {
    const hour = Math.floor(seconds / 3600);
    const last = this.#last;
    if (last !== null && last.hour === hour && last.bytes < this.#options.fileBytes) return last;
    const known = this.#hours.get(hour);
    const file = known && known.bytes < this.#options.fileBytes ? known : this.#begin(hour, known);
    this.#last = file;
    return file;
  }

  #begin(hour: number, before: FileRows | undefined): FileRows {
    if (before === undefined && this.#hours.size >= maxPartitions) {
      throw new AppError(
        "too-many-partitions",
        `The rows are of more than ${formatCount(maxPartitions)} different hours, which is as many as one job can publish. ` +
          "Is the chosen column the time of the row? Else publish the file in parts.",
      );
    }
    const file: FileRows = {
      ...{ hour, n: before === undefined ? 0 : before.n + 1, rows: 0, bytes: 0 },
      ...{ from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY },
      ...{ pieces: [], blocks: [], at: 0, end: 0 },
    };
    this.#hours.set(hour, file);
    this.#files.push(file);
    return file;
  }

  async #nextBlock(file: FileRows): Promise<void> {
    const memory = this.#memory();
    if (memory.free === 0) await this.#spill(Math.ceil(memory.count / 2));
    const block = memory.take();
    file.blocks.push(block);
    file.at = block;
    file.end = block + rowBlockBytes;
  }

  /** Down to so many blocks in use. */
  async #spill(blocksLeft: number): Promise<void> {
    const memory = this.#memory();
    const largest = this.#files.filter(({ blocks }) => blocks.length > 0).sort((a, b) => b.blocks.length - a.blocks.length);
    for (const file of largest) {
      if (memory.count - memory.free <= blocksLeft) break;
      this.#options.signal.throwIfAborted();
      await this.#spillFile(file);
    }
    if (this.#piece.used > 0) await this.#writePiece();
  }

  /** Gathers what waits in memory into large pieces, of several files if they are small. */
  async #spillFile(file: FileRows): Promise<void> {
    const memory = this.#memory();
    const { blocks, at } = file;
    for (const [index, block] of blocks.entries()) {
      const length = (index === blocks.length - 1 ? at : block + rowBlockBytes) - block;
      if (this.#piece.used + length > pieceBytes) await this.#writePiece();
      const { bytes, used, parts } = this.#piece;
      bytes.set(memory.bytes.subarray(block, block + length), used);
      this.#piece.used += length;
      const last = parts.at(-1);
      if (last?.file === file) last.length += length;
      else parts.push({ file, from: used, length });
      memory.give(block);
    }
    file.blocks = [];
    file.at = 0;
    file.end = 0;
  }

  async #writePiece(): Promise<void> {
    await this.#settled();
    this.#scratch ??= await this.#options.openScratch();
    this.#writing = this.#append(this.#scratch, this.#piece);
    [this.#piece, this.#otherPiece] = [this.#otherPiece, this.#piece];
    this.#piece.used = 0;
    this.#piece.parts = [];
  }

  async #append(scratch: ScratchFile, { bytes, used, parts }: Piece): Promise<void> {
    try {
      const at = await scratch.append(bytes.subarray(0, used));
      for (const { file, from, length } of parts) file.pieces.push({ at: at + from, length });
    } catch (cause) {
      // Kept for the next call: nobody awaits this write before it.
      this.#failure ??= { cause };
    }
  }

  async #settled(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure.cause;
  }
}

interface Piece {
  bytes: Uint8Array<ArrayBuffer>;
  used: number;
  parts: { file: FileRows; from: number; length: number }[];
}

function createPiece(): Piece {
  return { bytes: new Uint8Array(pieceBytes), used: 0, parts: [] };
}

function toPlace(bytes: Uint8Array<ArrayBuffer>): RowPlace {
  return { bytes, view: new DataView(bytes.buffer), from: 0, to: bytes.length };
}
