import type { TableWriter } from "../ports/engine.ts";

const flushLength = 256 * 1024;

/** Leads rows of text into a table of the engine. */
export class CellFeed {
  readonly #writer: Pick<TableWriter, "write">;
  #text = "";

  constructor(writer: Pick<TableWriter, "write">) {
    this.#writer = writer;
  }

  async row(cells: readonly string[]): Promise<void> {
    this.#text += `${cells.map(quote).join(",")}\n`;
    if (this.#text.length >= flushLength) await this.end();
  }

  /** Settles when all was written. */
  async end(): Promise<void> {
    if (this.#text === "") return;
    const text = this.#text;
    this.#text = "";
    await this.#writer.write(new TextEncoder().encode(text));
  }
}

function quote(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
