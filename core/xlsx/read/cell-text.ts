import type { MomentKind } from "./date-format.ts";
import { type DateSystem, momentText } from "./moment-text.ts";
import type { SharedTexts } from "./shared-texts.ts";
import { decodeStoredText } from "./stored-text.ts";
import { shown, type WorkbookLog } from "./workbook-log.ts";
import { XmlError } from "./xml-scanner.ts";

/** What a cell's text depends on beside the cell. */
export interface CellContext {
  fileName: string;
  shared: SharedTexts;
  /** By style; null where a number is shown as a number. */
  moments: readonly (MomentKind | null)[];
  dateSystem: DateSystem;
  log: WorkbookLog;
  cellCharacters: number;
}

/** A cell as it is stored. */
export interface StoredCell {
  /** ECMA-376-1 §18.18.11; empty for a number. */
  type: string;
  style: number;
  /** Null where nothing is stored. */
  stored: string | null;
  hasFormula: boolean;
}

interface CellPlace {
  /** 1-based. */
  row: number;
  /** 0-based. */
  column: number;
}

/** A cell's text as exactly as it is stored; null for a cell without a value. @throws XmlError */
export function cellText(cell: StoredCell, place: CellPlace, context: CellContext): string | null {
  const { type, stored } = cell;
  const { log } = context;
  if (cell.hasFormula) {
    if (stored === null || (stored === "" && type !== "str")) {
      log.add("formula-without-value", place.row, place.column, () => "is a formula that was never calculated; it was read as empty.");
      return null;
    }
    log.add("formula", place.row, place.column, () => "is a formula; the value that was calculated last was taken.");
  }
  if (stored === null) return null;
  switch (type) {
    case "s":
      return sharedText(stored, place, context);
    case "str":
    case "inlineStr":
      return decodeStoredText(stored);
    case "b":
      return booleans.get(stored.trim()) ?? stored;
    case "e":
      log.add("cell-error", place.row, place.column, () => `holds the error ${shown(stored)}; it was kept as text.`);
      return stored;
    default:
      return numberText(cell, stored.trim(), place, context);
  }
}

const booleans: ReadonlyMap<string, string> = new Map([
  ["0", "FALSE"],
  ["1", "TRUE"],
  ["false", "FALSE"],
  ["true", "TRUE"],
]);

function sharedText(stored: string, { row }: CellPlace, { shared }: CellContext): string | null {
  const text = stored.trim() === "" ? null : shared.get(Number(stored));
  if (text === null) throw new XmlError(`row ${row} refers to a text that is not there`);
  return text;
}

/** The digits as they are stored: a number is never made of them, but where a format shows a moment. */
function numberText({ type, style }: StoredCell, stored: string, { row, column }: CellPlace, context: CellContext): string | null {
  if (stored === "") return null;
  const kind = type === "d" ? null : (context.moments[style] ?? null);
  if (kind === null) return stored;
  const text = momentText(stored, kind, context.dateSystem);
  if (text !== null) return text;
  context.log.add("bad-date", row, column, () => `is shown as a date, but ${shown(stored)} is none; the number was kept.`);
  return stored;
}
