import type { PlanLine } from "./load-plan.ts";
import type { Planned } from "./load-planner.ts";

/** A plan's lines beside the rows of the file, as both go by. */
export class PlannedRows {
  readonly #pieces: AsyncIterator<PlanLine[]>;
  readonly #to: number;
  #lines: PlanLine[] = [];
  #at = 0;

  constructor(pieces: AsyncIterable<PlanLine[]>, to: number) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#to = to;
  }

  /** What is planned for the rows after those that were asked for before, up to this record. */
  async upTo(record: number): Promise<Planned | undefined> {
    if (this.#to === 0) return undefined;
    const lines = new Map<number, PlanLine>();
    for (;;) {
      const line = this.#lines[this.#at];
      if (line && line.row > record) break;
      if (line) {
        lines.set(line.row, line);
        this.#at++;
      } else if (!(await this.#nextPiece())) break;
    }
    return { to: this.#to, lines };
  }

  async #nextPiece(): Promise<boolean> {
    const { value, done } = await this.#pieces.next();
    if (done) return false;
    this.#lines = value;
    this.#at = 0;
    return true;
  }
}
