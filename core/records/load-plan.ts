import { AppError } from "../app-error.ts";
import type { IssueCode } from "../csv/issue.ts";
import type { KeptFiles } from "../operations/run-services.ts";
import type { RecordChange, RecordData, RecordOrigin, StoredRecord } from "../ports/record-store.ts";
import type { Generation, PlanPart } from "./dataset.ts";
import { toKey } from "./record-key.ts";
import { RowSet } from "./row-set.ts";

/** What a load does to one record: a line of `changes.ndjson`, and enough to undo it. */
export interface PlannedChange {
  key: string[];
  action: "create" | "update";
  before: Omit<StoredRecord, "key"> | null;
  after: RecordData;
  /** The data record of the file that decides, and its line. */
  row: number;
  line: number;
}

/** A row that cannot be loaded because of what is stored. */
export interface PlannedReject {
  row: number;
  reject: { code: IssueCode; column?: string | undefined; message: string };
}

export type PlanLine = PlannedChange | PlannedReject;

/** Of a record's earlier versions, how many say where they came from. */
const keptOrigins = 10;
/** A piece is held in memory as a whole, as text and as objects. */
const pieceBytes = 4 * 1024 * 1024;
const voidRowsName = (fence: number) => `plan-${fence}-void`;

const utf8 = new TextEncoder();

/** The next version of a record. */
export function toVersion(
  { key, before, after, row }: PlannedChange,
  { job, writtenAt }: { job: string; writtenAt: string },
): StoredRecord {
  const version = (before?.version ?? 0) + 1;
  return { key: toKey(key), version, job, row, writtenAt, data: after, history: historyAfter(before) };
}

export function historyAfter(before: Omit<StoredRecord, "key"> | null): RecordOrigin[] {
  if (!before) return [];
  const { version, job, row, writtenAt, history } = before;
  return [{ version, job, row, writtenAt }, ...history].slice(0, keptOrigins);
}

/** What takes a change back. */
export function toUndoing({ key, before }: PlannedChange): RecordChange {
  return before ? { put: { key: toKey(key), ...before } } : { remove: toKey(key) };
}

export function toLine(line: PlanLine): Uint8Array {
  return utf8.encode(`${JSON.stringify(line)}\n`);
}

/** Writes a plan's lines, in pieces that count only once the dataset's document names them. */
export class PlanWriter {
  readonly #kept: KeptFiles;
  readonly #name: (piece: number) => string;
  readonly #lines: Uint8Array[] = [];
  #bytes = 0;
  pieces = 0;

  constructor(kept: KeptFiles, place: { fence: number; attempt: number }) {
    this.#kept = kept;
    this.#name = (piece) => pieceName(place.fence, place.attempt, piece);
  }

  get isFull(): boolean {
    return this.#bytes >= pieceBytes;
  }

  add(line: PlanLine): void {
    const bytes = toLine(line);
    this.#lines.push(bytes);
    this.#bytes += bytes.length;
  }

  async flush(): Promise<void> {
    if (this.#bytes === 0) return;
    const piece = new Uint8Array(this.#bytes);
    let at = 0;
    for (const line of this.#lines.splice(0)) {
      piece.set(line, at);
      at += line.length;
    }
    await this.#kept.write(this.#name(this.pieces), piece);
    this.#bytes = 0;
    this.pieces++;
  }
}

/** The pieces of a plan in the file's order. @throws AppError upload-gone */
export async function* readPieces(kept: KeptFiles, plan: { fence: number; parts: readonly PlanPart[] }): AsyncGenerator<PlanLine[]> {
  for (const { attempt, pieces } of plan.parts) {
    for (let piece = 0; piece < pieces; piece++) yield parsePiece(await requireKept(kept, pieceName(plan.fence, attempt, piece)));
  }
}

/** The changes of a plan, piece by piece: each record is in one of them, once. */
export async function* readChanges(kept: KeptFiles, generation: Generation): AsyncGenerator<PlannedChange[]> {
  const voidRows = new RowSet(generation.hasVoidRows ? await requireKept(kept, voidRowsName(generation.fence)) : undefined);
  for await (const lines of readPieces(kept, generation)) yield lines.filter(isChange).filter(({ row }) => !voidRows.has(row));
}

function isChange(line: PlanLine): line is PlannedChange {
  return !("reject" in line);
}

export async function writeVoidRows(kept: KeptFiles, fence: number, bytes: Uint8Array): Promise<void> {
  await kept.write(voidRowsName(fence), bytes);
}

async function requireKept(kept: KeptFiles, name: string): Promise<Uint8Array> {
  const bytes = await kept.read(name);
  if (bytes) return bytes;
  throw new AppError("upload-gone", "What this load changed is no longer kept, so it can be neither finished nor undone.");
}

function pieceName(fence: number, attempt: number, piece: number): string {
  return `plan-${fence}-${attempt}-${piece}.ndjson`;
}

/** As `toLine` wrote them. */
function parsePiece(bytes: Uint8Array): PlanLine[] {
  return new TextDecoder("utf-8", { ignoreBOM: true })
    .decode(bytes)
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as PlanLine]));
}
