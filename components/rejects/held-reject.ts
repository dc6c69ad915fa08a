import { findFaultyColumns } from "#core/fixes/faulty-columns";
import { groupOf } from "#core/fixes/fix";
import type { RejectedRow } from "#core/fixes/read-reject";
import type { RejectLine } from "#core/fixes/reject-line";
import type { RejectShape } from "#core/fixes/reject-shape";

/** A rejected row that this tab holds. */
export interface HeldReject {
  /** Its place in `rejects.ndjson`, from 0. */
  place: number;
  line: RejectLine;
  row: RejectedRow;
  shape: RejectShape;
  group: string;
  /** Columns of faulty cells, from 0; beyond the names: the surplus. */
  faulty: readonly number[];
}

type Read = (line: RejectLine) => RejectedRow;

/** Reads lines of rejects as rows, each by its own file. */
export class RejectRows {
  readonly #shapes: ReadonlyMap<string, { shape: RejectShape; read: Read }>;

  constructor(shapes: readonly RejectShape[], createReader: (shape: RejectShape) => Read) {
    this.#shapes = new Map(shapes.map((shape) => [shape.file, { shape, read: createReader(shape) }]));
  }

  hold(line: RejectLine, place: number): HeldReject | null {
    const [only] = this.#shapes.values();
    const found = line.file === undefined ? only : this.#shapes.get(line.file);
    if (!found) return null;
    const row = found.read(line);
    const group = line.file === undefined ? groupOf(line.codes) : `${line.file}\n${groupOf(line.codes)}`;
    return { place, line, row, shape: found.shape, group, faulty: findFaultyColumns(line, row, found.shape.names) };
  }
}
