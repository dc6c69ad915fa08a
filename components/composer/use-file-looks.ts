"use client";

import { useEffect, useState } from "react";
import { type FileLook, inspectFile } from "./inspect-file.ts";

const reading: FileLook = { kind: "reading" };

/** Looks into the files one after the other, so that the first is shown while the others are read. */
export function useFileLooks(files: readonly File[]): (file: File) => FileLook {
  const [looks, setLooks] = useState<ReadonlyMap<File, FileLook>>(new Map());
  const next = files.find((file) => !looks.has(file));
  useEffect(() => {
    if (!next) return;
    let wanted = true;
    void inspectFile(next).then((look) => {
      if (wanted) setLooks((before) => new Map(before).set(next, look));
    });
    return () => {
      wanted = false;
    };
  }, [next]);
  return (file) => looks.get(file) ?? reading;
}
