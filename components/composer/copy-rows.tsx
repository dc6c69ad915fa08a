import { CopyButton } from "../ui/copy-button.tsx";
import { toCopiedRows } from "./copied-rows.ts";

interface CopyRowsProps {
  names: readonly string[];
  rows: () => readonly (readonly string[])[];
}

/** Copies the rows of a grid for a spreadsheet. */
export function CopyRows({ names, rows }: CopyRowsProps) {
  return <CopyButton word="Copy" label="the rows shown" value={() => toCopiedRows(names, rows())} className="ml-auto" />;
}
