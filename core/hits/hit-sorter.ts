import { Big } from "big.js";
import { AppError } from "../app-error.ts";
import type { Engine, EngineSession, TableWriter } from "../ports/engine.ts";
import type { Hit } from "./hit.ts";

/** Hits are sorted in memory up to here, and on disk by the engine beyond it. */
export const maxHitBytesInMemory = 32 * 1024 * 1024;
/** What a hit takes beside its texts. */
const hitBytes = 256;
const flushCharacters = 256 * 1024;
const batchHits = 4096;
/** Once the engine has some, so many are kept to be handed over together. */
const spillBytes = 2 * 1024 * 1024;

const columns = ["visitor", "time", "place", "domain", "keyword", "revenue"];
// By the hash first: numbers are sorted much faster than long texts that begin alike.
const sorted =
  "SELECT visitor, time, place, domain, keyword, revenue FROM hits ORDER BY hash(visitor), visitor, CAST(time AS BIGINT), CAST(place AS BIGINT)";

export interface HitSorterOptions {
  engine: Engine | undefined;
  signal: AbortSignal;
  /** Smaller, for tests. */
  maxBytesInMemory?: number | undefined;
}

/** Puts hits in order: visitor by visitor, by time, by place. */
export class HitSorter {
  readonly #options: HitSorterOptions;
  readonly #maxBytes: number;
  #hits: Hit[] = [];
  #bytes = 0;
  #session: EngineSession | null = null;
  #writer: TableWriter | null = null;

  constructor(options: HitSorterOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytesInMemory ?? maxHitBytesInMemory;
  }

  /** Takes a hit. When there are too many afterwards, `spill` is called before the next. */
  add(hit: Hit): void {
    this.#hits.push(hit);
    this.#bytes += hitBytes + 2 * (hit.visitor.length + (hit.touch?.keyword.length ?? 0));
  }

  get isFull(): boolean {
    return this.#bytes > (this.#writer === null ? this.#maxBytes : Math.min(this.#maxBytes, spillBytes));
  }

  /** Hands the hits over to the engine. @throws AppError file-too-large where there is none */
  async spill(): Promise<void> {
    const writer = await this.#openWriter();
    const utf8 = new TextEncoder();
    let text = "";
    for (const hit of this.#hits) {
      text += toLine(hit);
      if (text.length < flushCharacters) continue;
      await writer.write(utf8.encode(text));
      text = "";
    }
    if (text !== "") await writer.write(utf8.encode(text));
    this.#hits = [];
    this.#bytes = 0;
  }

  /** All of them, once; in batches. */
  async *inOrder(): AsyncGenerator<readonly Hit[]> {
    if (this.#writer === null || this.#session === null) {
      yield* inMemory(this.#hits);
      return;
    }
    await this.spill();
    await this.#writer.close();
    for await (const rows of this.#session.select(sorted)) yield rows.map(toHit);
  }

  async close(): Promise<void> {
    this.#hits = [];
    await this.#session?.close();
  }

  async #openWriter(): Promise<TableWriter> {
    if (this.#writer) return this.#writer;
    const { engine, signal } = this.#options;
    if (!engine)
      throw new AppError(
        "file-too-large",
        "There are more hits than fit into memory. Send the file to a server, which sorts them on disk.",
      );
    this.#session = await engine.open(signal);
    this.#writer = await this.#session.createTable("hits", columns);
    return this.#writer;
  }
}

function* inMemory(hits: readonly Hit[]): Generator<readonly Hit[]> {
  const visitors = new Map<string, Hit[]>();
  for (const hit of hits) {
    const known = visitors.get(hit.visitor);
    if (known) known.push(hit);
    else visitors.set(hit.visitor, [hit]);
  }
  let batch: Hit[] = [];
  for (const ofVisitor of visitors.values()) {
    ofVisitor.sort((a, b) => a.time - b.time || a.place - b.place);
    for (const hit of ofVisitor) batch.push(hit);
    if (batch.length < batchHits) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function toLine({ visitor, time, place, touch, revenue }: Hit): string {
  const keyword = touch?.keyword ?? "";
  return `${quoted(visitor)},${time},${place},${quoted(touch?.domain ?? "")},${quoted(keyword)},${revenue?.toFixed() ?? ""}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function toHit([visitor = "", time, place, domain = "", keyword = "", revenue = ""]: readonly string[]): Hit {
  return {
    visitor,
    time: Number(time),
    place: Number(place),
    touch: domain === "" ? null : { domain, keyword },
    revenue: revenue === "" ? null : new Big(revenue),
  };
}
