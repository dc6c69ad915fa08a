import { headerRow, type Selection } from "./selection.ts";

export interface GridKey {
  key: string;
  command: boolean;
  shift: boolean;
  alt: boolean;
}

export type GridAction =
  | { do: "open" | "edit" | "clear" | "copy" | "all" | "single" | "jump" | "press-header" }
  | { do: "type"; text: string }
  | { do: "widen"; by: number }
  | { do: "fit" };

/** What a key does besides moving, or null. In the header the arrows with Shift change the column's width. */
export function gridAction({ key, command, shift, alt }: GridKey, selection: Selection, isEditable: boolean): GridAction | null {
  if (alt) return null;
  const inHeader = selection.active.row === headerRow;
  if (command) {
    const letter = key.toLowerCase();
    if (letter === "a" && !shift) return { do: "all" };
    if (letter === "c" && !shift) return { do: "copy" };
    return letter === "g" && !shift ? { do: "jump" } : null;
  }
  if (inHeader) return headerAction(key, shift);
  if (key === "Enter") return { do: isEditable ? "edit" : "open" };
  if (key === "F2") return { do: isEditable ? "edit" : "open" };
  if (key === "Escape") return isSingle(selection) ? null : { do: "single" };
  if (isEditable && (key === "Delete" || key === "Backspace")) return { do: "clear" };
  if (isEditable && key.length === 1 && key !== " ") return { do: "type", text: key };
  if (key === " ") return { do: isEditable ? "edit" : "open" };
  return key === "g" && !shift ? { do: "jump" } : null;
}

function headerAction(key: string, shift: boolean): GridAction | null {
  if (shift && key === "ArrowLeft") return { do: "widen", by: -16 };
  if (shift && key === "ArrowRight") return { do: "widen", by: 16 };
  if (key === "f") return { do: "fit" };
  if (key === "Enter" || key === " ") return { do: "press-header" };
  return key === "g" ? { do: "jump" } : null;
}

function isSingle({ anchor, active }: Selection): boolean {
  return anchor.row === active.row && anchor.column === active.column;
}
