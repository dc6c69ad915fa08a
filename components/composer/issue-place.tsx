"use client";

import { Rows3 } from "lucide-react";
import { useEffect, useState } from "react";
import type { IssuePlace } from "#core/csv/index";
import { formatCount } from "#core/words/format-number";
import { CellText } from "../grid/cell-text.tsx";
import { IconButton } from "../ui/button.tsx";
import { type Excerpt, readExcerpt } from "./read-excerpt.ts";

interface IssuePlaceItemProps {
  place: IssuePlace;
  /** Null where the file's bytes are not those that places speak of. */
  source: { file: File; encoding: string } | null;
  /** Null where the row is not among those that are shown. */
  onShow: (() => void) | null;
}

/** A place where something is odd: in words, with what stands there in the file. */
export function IssuePlaceItem({ place, source, onShow }: IssuePlaceItemProps) {
  const { line, record, column, name, byte, message } = place;
  const excerpt = useExcerpt(source, byte);
  const facts = [
    `Line ${formatCount(line)}`,
    record === null || record === 0 ? "" : `row ${formatCount(record)}`,
    name !== null ? `column ${name}` : column === null ? "" : `column ${formatCount(column)}`,
    byte === null ? "" : `byte ${formatCount(byte)}`,
  ];
  return (
    <li className="flex items-start gap-3 py-1.5 pl-7">
      <div className="min-w-0 flex-1">
        <p className="break-words">{message}</p>
        <p className="text-xs break-words text-quiet tabular-nums">{facts.filter((fact) => fact !== "").join(" · ")}</p>
        {excerpt && <ExcerptLine excerpt={excerpt} />}
      </div>
      {onShow && (
        <IconButton label={`Show row ${formatCount(record ?? 0)}`} onClick={onShow}>
          <Rows3 aria-hidden="true" className="size-4" />
        </IconButton>
      )}
    </li>
  );
}

function ExcerptLine({ excerpt: { before, after, isCutBefore, isCutAfter } }: { excerpt: Excerpt }) {
  return (
    <p dir="ltr" className="figures mt-1 overflow-x-auto rounded-sm bg-hover px-2 py-1 text-xs whitespace-pre">
      <span className="text-quiet">
        {isCutBefore && "…"}
        <CellText value={before} />
      </span>
      <CellText value={after} />
      {isCutAfter && <span className="text-quiet">…</span>}
    </p>
  );
}

function useExcerpt(source: { file: File; encoding: string } | null, byte: number | null): Excerpt | null {
  const [excerpt, setExcerpt] = useState<Excerpt | null>(null);
  const { file, encoding } = source ?? {};
  useEffect(() => {
    if (!file || encoding === undefined || byte === null) return;
    let isWanted = true;
    const take = (found: Excerpt | null) => {
      if (isWanted) setExcerpt(found);
    };
    // A file that cannot be read any more is told of where it is needed; here it only has no excerpt.
    readExcerpt(file, byte, encoding).then(take, () => take(null));
    return () => {
      isWanted = false;
    };
  }, [file, encoding, byte]);
  return excerpt;
}
