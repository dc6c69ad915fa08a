"use client";

import { ChevronDown, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import type { CopyFormat } from "./copy-cells.ts";
import type { CellRange } from "./selection.ts";
import type { Copying } from "./use-copy.ts";

const formats: readonly { format: CopyFormat; words: string }[] = [
  { format: "tsv", words: "For a spreadsheet (TSV, formulas as text)" },
  { format: "csv", words: "CSV" },
  { format: "json", words: "JSON" },
  { format: "markdown", words: "Markdown" },
];

export function CopyMenu({ range, copying }: { range: CellRange | null; copying: Copying }) {
  const [withHeader, setWithHeader] = useState(true);
  return (
    <Menu
      label="Copy as"
      items={formats.map(({ format, words }) => ({
        id: format,
        words,
        onSelect: () => range && copying.copy(range, format, withHeader),
      }))}
      check={{ words: "With the header", isChecked: withHeader, onChange: setWithHeader }}
      trigger={
        <Button size="small" disabled={range === null || copying.isBusy}>
          <Copy aria-hidden="true" className="size-4" />
          {copying.isBusy ? "Reading…" : "Copy"}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Button>
      }
    />
  );
}
