import { AppError } from "../../app-error.ts";

/** Bytes of the text, each counted once. */
export interface AccountState {
  records: number;
  terminators: number;
  skipped: number;
}

/** A stretch that was scanned at once. */
export interface ScannedRun {
  bytes: number;
  records: number;
  recordBytes: number;
  blankLines: number;
  otherLineEnds: number;
  /** The last line ends with the file. */
  unended: boolean;
}

/** Keeps the books: every byte is part of a record, ends a line, or was skipped. */
export class Accounts {
  readonly #name: string;
  /** Bytes of a line end as expected; 0 when what stands between records is not line ends. */
  readonly #lineEndBytes: number;
  readonly #state: AccountState;

  constructor(name: string, lineEndBytes: number, state: AccountState = { records: 0, terminators: 0, skipped: 0 }) {
    this.#name = name;
    this.#lineEndBytes = lineEndBytes;
    this.#state = { ...state };
  }

  get state(): AccountState {
    return { ...this.#state };
  }

  record(bytes: number, terminator: number): void {
    this.#state.records += bytes;
    this.#state.terminators += terminator;
  }

  skip(bytes: number): void {
    this.#state.skipped += bytes;
  }

  /** @throws AppError unaccounted, if between the records there is more or less than their line ends */
  scanned({ bytes, records, recordBytes, blankLines, otherLineEnds, unended }: ScannedRun): void {
    const between = bytes - recordBytes;
    if (this.#lineEndBytes > 0) {
      const lines = records + blankLines - (unended ? 1 : 0);
      const least = otherLineEnds === 0 ? lines * this.#lineEndBytes : lines;
      const most = otherLineEnds === 0 ? least : lines * 2;
      if (between < least || between > most) this.#fail(`${between} bytes between ${records} records`);
    } else if (between < 0) this.#fail("records overlap");
    this.record(recordBytes, between);
  }

  /** @throws AppError unaccounted, if the sums do not give the file */
  close(textBytes: number): void {
    const { records, terminators, skipped } = this.#state;
    if (records + terminators + skipped !== textBytes) this.#fail(`${records} + ${terminators} + ${skipped} bytes are not ${textBytes}`);
  }

  #fail(what: string): never {
    throw new AppError("unaccounted", `${this.#name} could not be accounted for byte by byte (${what}); this is a fault of the reader.`);
  }
}
