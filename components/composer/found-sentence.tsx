"use client";

import { SlidersHorizontal } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import type { DialectOverrides, Inspection } from "#core/csv/index";
import { plural } from "#core/words/format-number";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Popover } from "../ui/popover.tsx";
import { dialectKey, withMembers } from "./file-dialects.ts";
import { PartChoices } from "./part-choices.tsx";
import { PartMenu } from "./part-menu.tsx";
import type { SentencePart } from "./sentence-part.ts";
import { sentenceParts } from "./sentence-parts.ts";

interface FoundSentenceProps {
  file: File;
  inspection: Inspection;
  asFound: Inspection | null;
  dialect: DialectOverrides;
  /** Other files that are found to be written the same, or that belong to the same job; this one among them. */
  alike: readonly File[];
  onDialect: (files: readonly File[], dialect: DialectOverrides) => void;
}

/** What was found in the file, in a sentence of which each part can be corrected. */
export function FoundSentence({ file, inspection, asFound, dialect, alike, onDialect }: FoundSentenceProps) {
  const [isForAll, setForAll] = useState(true);
  const parts = sentenceParts({ inspection, dialect, asFound });
  const change = (next: DialectOverrides) => onDialect(isForAll ? alike : [file], next);
  const choose = ({ members }: SentencePart, patch: DialectOverrides | null) => change(withMembers(dialect, members, patch));
  const scope = alike.length > 1 && <Scope count={alike.length} isForAll={isForAll} onChange={setForAll} />;
  const isWorkbook = inspection.format === "xlsx";
  const packed = isWorkbook ? null : inspection.compression;
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <p className="text-base">
        {isWorkbook && "Workbook, "}
        {parts
          .filter(({ isRare }) => !isRare)
          .map((part, index) => (
            <Fragment key={part.id}>
              {index > 0 && ", "}
              <PartMenu part={part} onChoose={choose} scope={scope} />
            </Fragment>
          ))}
        {packed !== null && `, packed as ${packed}`}; <strong className="font-medium">{plural(inspection.columns.length, "column")}</strong>
        .
      </p>
      <RareParts parts={parts} onChoose={choose} scope={scope} />
      {dialectKey(dialect) !== "" && (
        <Button size="small" look="ghost" onClick={() => change({})}>
          As found
        </Button>
      )}
    </div>
  );
}

interface RarePartsProps {
  parts: readonly SentencePart[];
  onChoose: (part: SentencePart, patch: DialectOverrides | null) => void;
  scope: ReactNode;
}

/** What is seldom otherwise, behind one button. */
function RareParts({ parts, onChoose, scope }: RarePartsProps) {
  // What is said here moves into the sentence; the menu stays as it was opened.
  const [opened, setOpened] = useState<readonly string[] | null>(null);
  const rare = parts.filter(({ id, isRare }) => (opened ? opened.includes(id) : isRare));
  if (rare.length === 0) return null;
  const setOpen = (isOpen: boolean) => setOpened(isOpen ? rare.map(({ id }) => id) : null);
  return (
    <Popover
      label="More about how the file is read"
      isOpen={opened !== null}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" look="ghost" aria-label="More about how the file is read">
          <SlidersHorizontal aria-hidden="true" className="size-3.5" />
          More
        </Button>
      }
    >
      <div className="divide-y divide-line">
        {rare.map((part) => (
          <PartChoices key={part.id} part={part} onChoose={(patch) => onChoose(part, patch)} onDone={() => setOpen(false)} />
        ))}
      </div>
      {scope}
    </Popover>
  );
}

function Scope({ count, isForAll, onChange }: { count: number; isForAll: boolean; onChange: (isForAll: boolean) => void }) {
  const label = `For all ${plural(count, "file")} like this one`;
  return (
    <div className="flex items-center gap-2.5 border-line border-t px-3.5 py-2.5 text-xs">
      <Checkbox label={label} checked={isForAll} onChange={onChange} />
      <span aria-hidden="true">{label}</span>
    </div>
  );
}
