import type { Dialect } from "../dialect.ts";
import { formatCount } from "../format-count.ts";
import type { LayoutFinding, OddRecord } from "./layout-watch.ts";

const delimiters = [",", "\t", ";", "|", ":", "~"] as const;
/** So many successive records have to fit another dialect. */
const changedRecords = 100;
/** After so many records that fit no dialect, only every sixteenth is tried: a file of nothing but bad records must stay cheap. */
const patientMisses = 4096;
const probeEvery = 16;

export interface DialectWatchState {
  told: boolean;
  misses: number;
  fits: { delimiter: string; count: number; at: { record: number; line: number; byte: number } } | null;
}

/** Finds, once, where a file goes on in another dialect. */
export class DialectWatch {
  readonly #dialect: Dialect | null;
  readonly #width: number;
  #state: DialectWatchState;

  constructor(dialect: Dialect | null, width: number, state?: DialectWatchState) {
    this.#dialect = width > 1 ? dialect : null;
    this.#width = width;
    this.#state = state ?? { told: false, misses: 0, fits: null };
  }

  state(): DialectWatchState {
    return this.#state;
  }

  /** A record that fits the file's own dialect passed. */
  interrupt(): void {
    this.#state.fits = null;
  }

  /** A record of another width: told when enough of them in a row fit the same other dialect. */
  take(record: OddRecord): LayoutFinding | null {
    const state = this.#state;
    if (state.told || this.#dialect === null) return null;
    if (state.fits === null && state.misses > patientMisses && record.record % probeEvery !== 0) return null;
    const text = record.text();
    if (state.fits !== null && countFields(text, state.fits.delimiter, this.#dialect.quote) === this.#width) {
      state.fits.count++;
      return state.fits.count < changedRecords ? null : this.#tell(state.fits);
    }
    const own = this.#dialect.delimiter;
    const quote = this.#dialect.quote;
    const delimiter = delimiters.find((other) => other !== own && countFields(text, other, quote) === this.#width);
    if (delimiter === undefined) {
      state.misses++;
      state.fits = null;
    } else state.fits = { delimiter, count: 1, at: { record: record.record, ...record.place() } };
    return null;
  }

  #tell({ delimiter, at }: NonNullable<DialectWatchState["fits"]>): LayoutFinding {
    this.#state.told = true;
    const name = delimiter === "\t" ? "a tab" : `"${delimiter}"`;
    const message = `From line ${formatCount(at.line)} on, records look as if ${name} was the delimiter; they were read as before.`;
    return { code: "dialect-changed", ...at, message };
  }
}

/** Cells of a line, quotes that wrap whole cells respected. */
function countFields(line: string, delimiter: string, quote: string): number {
  let fields = 1;
  for (let at = 0; ; fields++) {
    if (quote !== "" && line[at] === quote) {
      let close = line.indexOf(quote, at + 1);
      while (close !== -1 && line[close + 1] === quote) close = line.indexOf(quote, close + 2);
      if (close !== -1) at = close + 1;
    }
    const next = line.indexOf(delimiter, at);
    if (next === -1) return fields;
    at = next + delimiter.length;
  }
}
