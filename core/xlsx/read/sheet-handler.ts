import { formatCount } from "../../csv/format-count.ts";
import { sheetBounds } from "../xlsx-limits.ts";
import { type CellContext, cellText } from "./cell-text.ts";
import { TextGatherer } from "./text-gatherer.ts";
import { attributeOf, XmlError, type XmlHandler } from "./xml-scanner.ts";

/** A row that has at least one value: texts by 0-based column, with holes where there is nothing. */
export interface SheetRow {
  /** 1-based. */
  row: number;
  cells: (string | undefined)[];
}

const longestNumber = 1000;

/** Makes rows of a sheet's XML (ECMA-376-1 §18.3.1), which are taken from `rows` as they are ready. */
export class SheetHandler implements XmlHandler {
  readonly rows: SheetRow[] = [];
  readonly #context: CellContext;
  readonly #inline: TextGatherer;
  #inData = false;
  #inRow = false;
  #inCell = false;
  #row = 0;
  #cells: (string | undefined)[] = [];
  #column = -1;
  #type = "";
  #style = 0;
  #value: string | null = null;
  #hasInline = false;
  #hasFormula = false;
  #taking: "value" | "inline" | null = null;

  constructor(context: CellContext) {
    this.#context = context;
    this.#inline = new TextGatherer(context.fileName, context.cellCharacters);
  }

  open(name: string, attributes: string): void {
    if (!this.#inData) this.#openOutside(name, attributes);
    else if (!this.#inRow) {
      if (name === "row") this.#startRow(attributes);
    } else if (!this.#inCell) {
      if (name === "c") this.#startCell(attributes);
    } else if (name === "v") {
      this.#taking = "value";
      this.#value = "";
    } else if (name === "f") this.#hasFormula = true;
    else if (name === "is") {
      this.#taking = "inline";
      this.#hasInline = true;
    } else if (this.#taking === "inline") this.#inline.open(name);
  }

  close(name: string): void {
    if (!this.#inData) return;
    if (this.#inCell) {
      if (name === "c") this.#endCell();
      else if (name === "v" || name === "is") this.#taking = null;
      else if (this.#taking === "inline") this.#inline.close(name);
    } else if (name === "row") this.#endRow();
    else if (name === "sheetData") this.#inData = false;
  }

  text(text: string): void {
    if (this.#taking === "inline") this.#inline.add(text);
    else if (this.#taking === "value") {
      this.#value = (this.#value ?? "") + text;
      if (this.#value.length > this.#context.cellCharacters) throw new XmlError("a value is too long for a cell");
    }
  }

  #openOutside(name: string, attributes: string): void {
    if (name === "sheetData") this.#inData = true;
    else if (name === "mergeCell") this.#tellMerged(attributeOf(attributes, "ref") ?? "");
  }

  #startRow(attributes: string): void {
    const given = attributeOf(attributes, "r");
    const row = given === null ? this.#row + 1 : Number(given);
    if (!Number.isInteger(row) || row < 1 || row > sheetBounds.rows)
      throw new XmlError(`row ${(given ?? String(row)).slice(0, 20)} is none that a sheet has`);
    if (row <= this.#row) throw new XmlError(`row ${formatCount(row)} comes after row ${formatCount(this.#row)}`);
    this.#row = row;
    this.#cells = [];
    this.#column = -1;
    this.#inRow = true;
  }

  #endRow(): void {
    this.#inRow = false;
    if (this.#cells.length > 0) this.rows.push({ row: this.#row, cells: this.#cells });
  }

  #startCell(attributes: string): void {
    this.#inCell = true;
    this.#type = "";
    this.#style = 0;
    this.#value = null;
    this.#hasInline = false;
    this.#hasFormula = false;
    const column = this.#readCell(attributes);
    const place = column === -1 ? this.#column + 1 : column;
    if (place >= sheetBounds.columns) throw new XmlError(`row ${formatCount(this.#row)} has a cell beyond the last column`);
    if (place <= this.#column) throw new XmlError(`the cells of row ${formatCount(this.#row)} are not in order`);
    this.#column = place;
  }

  /** Type and style of a cell, and the column that its reference names; -1 where it has none. */
  #readCell(attributes: string): number {
    let column = -1;
    for (let at = 0; at < attributes.length; ) {
      const equals = attributes.indexOf("=", at);
      if (equals === -1) break;
      const name = attributes.slice(at, equals).trim();
      const open = attributes.charCodeAt(equals + 1) <= 32 ? attributes.slice(equals + 1).search(/\S/) + equals + 1 : equals + 1;
      const close = attributes.indexOf(attributes[open] === "'" ? "'" : '"', open + 1);
      if (close === -1) break;
      if (name === "r") column = this.#columnOf(attributes, open + 1, close);
      else if (name === "t") this.#type = attributes.slice(open + 1, close);
      else if (name === "s") this.#style = Number(attributes.slice(open + 1, close));
      at = close + 1;
    }
    return column;
  }

  #columnOf(text: string, from: number, to: number): number {
    let column = 0;
    let at = from;
    for (; at < to; at++) {
      const letter = text.charCodeAt(at) - 64;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    if (at === from || at - from > 3 || Number(text.slice(at, to)) !== this.#row) {
      throw new XmlError(`row ${formatCount(this.#row)} has a cell “${text.slice(from, Math.min(to, from + 20))}”`);
    }
    return column - 1;
  }

  #endCell(): void {
    this.#inCell = false;
    const inline = this.#hasInline ? this.#inline.text : null;
    if (this.#hasInline) this.#inline.clear();
    const stored = this.#type === "inlineStr" ? inline : this.#value;
    if (stored !== null && this.#type !== "inlineStr" && this.#type !== "str" && stored.length > longestNumber) {
      throw new XmlError("a number is too long for a cell");
    }
    const cell = { type: this.#type, style: this.#style, stored, hasFormula: this.#hasFormula };
    const text = cellText(cell, { row: this.#row, column: this.#column }, this.#context);
    if (text !== null) this.#cells[this.#column] = text;
  }

  #tellMerged(ref: string): void {
    const start = /^([A-Z]{1,3})(\d{1,7})/.exec(ref);
    if (!start) return;
    const column = Array.from(start[1] ?? "").reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const what = () => `is merged with its neighbours (${ref.slice(0, 24)}); its value stands in the first cell, the others are empty.`;
    this.#context.log.add("merged-cells", Number(start[2]), column, what);
  }
}
