/** After this many quotes that close too late or never, looking for a closing quote gives up early. */
const patientLookAheads = 8;
const impatientBytes = 64 * 1024;
/** Re-reading may exceed twice what was read by this much: small files are read with full patience. */
const freeBytes = 1024 * 1024;

export interface LookAheadState {
  read: number;
  reached: number;
  reread: number;
  failed: number;
}

/**
 * How far a closing quote may be looked for. Damage must not cost quadratic time: looking ahead in vain is bounded to twice
 * what was read. Depends on the text alone, never on how it arrived.
 */
export class LookAhead {
  readonly #longest: number;
  readonly #state: LookAheadState;
  readonly #marked: LookAheadState;

  constructor(longest: number, state: LookAheadState = { read: 0, reached: 0, reread: 0, failed: 0 }) {
    this.#longest = longest;
    this.#state = { ...state };
    this.#marked = { ...state };
  }

  get state(): LookAheadState {
    return { ...this.#state };
  }

  /** What the state was at the last mark. */
  get marked(): LookAheadState {
    return { ...this.#marked };
  }

  mark(): void {
    const { read, reached, reread, failed } = this.#state;
    this.#marked.read = read;
    this.#marked.reached = reached;
    this.#marked.reread = reread;
    this.#marked.failed = failed;
  }

  /** Bytes from a record's start within which its quotes have to close. */
  get bytes(): number {
    const { read, reached, reread } = this.#state;
    // What is looked at is input as well: as long as there is no debt, even the longest look stays within twice the input.
    if (reread <= 2 * read) return this.patience;
    return Math.min(this.patience, 2 * Math.max(read, reached) + freeBytes - reread);
  }

  /** As above, apart from what has been re-read so far. */
  get patience(): number {
    return this.#state.failed < patientLookAheads ? this.#longest : Math.min(this.#longest, impatientBytes);
  }

  /** Bytes that need not be looked at again. */
  advance(bytes: number): void {
    this.#state.read += bytes;
  }

  /** A quote did not close well within `bytes`, of which the first `kept` are not read again. True when patience ends with it. */
  fail(bytes: number, kept: number): boolean {
    if (bytes <= kept) return false;
    const state = this.#state;
    state.reached = Math.max(state.reached, state.read + bytes);
    state.reread += bytes - kept;
    state.failed++;
    return state.failed === patientLookAheads;
  }
}
