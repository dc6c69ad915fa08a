"use client";

import { useEffect, useState } from "react";
import type { DialectOverrides } from "#core/csv/index";
import { type FileLook, inspectFile } from "./inspect-file.ts";

const reading: FileLook = { kind: "reading" };
/** Somebody who writes how a file is read is let finish the word. */
const settleMs = 400;

/**
 * Looks into the files one after the other, so that the first is shown while the others are read; again when the person says
 * differently how to read them.
 */
export function useFileLooks(files: readonly File[], dialect: DialectOverrides | undefined): (file: File) => FileLook {
  const key = useSettled(JSON.stringify(dialect ?? null));
  const [looks, setLooks] = useState<ReadonlyMap<File, { key: string; look: FileLook }>>(new Map());
  const next = files.find((file) => looks.get(file)?.key !== key);
  useEffect(() => {
    if (!next) return;
    let wanted = true;
    const said = JSON.parse(key) as DialectOverrides | null;
    void inspectFile(next, said ?? undefined).then((look) => {
      if (wanted) setLooks((before) => new Map(before).set(next, { key, look }));
    });
    return () => {
      wanted = false;
    };
  }, [next, key]);
  return (file) => looks.get(file)?.look ?? reading;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
