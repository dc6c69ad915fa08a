import { formatCount } from "../../csv/format-count.ts";
import { unreadableWorkbook } from "./workbook-error.ts";

/** A text and its runs (`t`, `r/t`) put together, without how it is to be pronounced (`rPh`). */
export class TextGatherer {
  text = "";
  readonly #name: string;
  readonly #maxCharacters: number;
  #inText = false;
  #inPhonetic = false;

  constructor(name: string, maxCharacters: number) {
    this.#name = name;
    this.#maxCharacters = maxCharacters;
  }

  clear(): void {
    this.text = "";
    this.#inText = false;
    this.#inPhonetic = false;
  }

  open(name: string): void {
    if (name === "t") this.#inText = true;
    else if (name === "rPh") this.#inPhonetic = true;
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    else if (name === "rPh") this.#inPhonetic = false;
  }

  add(text: string): void {
    if (!this.#inText || this.#inPhonetic) return;
    this.text += text;
    if (this.text.length > this.#maxCharacters) {
      throw unreadableWorkbook(
        `${this.#name} holds a text of more than ${formatCount(this.#maxCharacters)} characters, which is none of a spreadsheet.`,
      );
    }
  }
}
