"use client";

import { Check, ChevronDown, Copy } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import type { CopyFormat } from "./copy-cells.ts";
import type { CellRange } from "./selection.ts";
import type { Copying } from "./use-copy.ts";

const formats: readonly { format: CopyFormat; words: string }[] = [
  { format: "tsv", words: "For a spreadsheet (TSV)" },
  { format: "csv", words: "CSV" },
  { format: "json", words: "JSON" },
  { format: "markdown", words: "Markdown" },
];

const itemClass = "flex h-8 cursor-default items-center gap-2 rounded-sm px-2 text-sm outline-none data-highlighted:bg-hover";

export function CopyMenu({ range, copying }: { range: CellRange | null; copying: Copying }) {
  const [withHeader, setWithHeader] = useState(true);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild disabled={range === null || copying.isBusy}>
        <Button size="small">
          <Copy aria-hidden="true" className="size-4" />
          {copying.isBusy ? "Reading…" : "Copy"}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className="z-50 min-w-52 animate-fade-in rounded border border-line bg-raised p-1">
          {formats.map(({ format, words }) => (
            <DropdownMenu.Item key={format} className={itemClass} onSelect={() => range && copying.copy(range, format, withHeader)}>
              {words}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.CheckboxItem
            checked={withHeader}
            onCheckedChange={setWithHeader}
            onSelect={(event) => event.preventDefault()}
            className={itemClass}
          >
            <span className="size-4">
              <DropdownMenu.ItemIndicator>
                <Check aria-hidden="true" className="size-4" />
              </DropdownMenu.ItemIndicator>
            </span>
            With the header
          </DropdownMenu.CheckboxItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
