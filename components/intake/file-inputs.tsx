"use client";

import { type ChangeEvent, useEffect, useRef } from "react";
import { takeInFiles } from "./take-in-files.ts";
import { warmReading } from "./warm-reading.ts";

type Kind = "files" | "folder";

const inputs: Partial<Record<Kind, HTMLInputElement>> = {};

/** Opens the system's dialog for files or for a whole folder. */
export function chooseFiles(kind: Kind = "files"): void {
  warmReading();
  inputs[kind]?.click();
}

export function FileInputs() {
  return (
    <div hidden>
      <FileInput kind="files" />
      <FileInput kind="folder" />
    </div>
  );
}

function FileInput({ kind }: { kind: Kind }) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!ref.current) return;
    if (kind === "folder") ref.current.webkitdirectory = true;
    inputs[kind] = ref.current;
  }, [kind]);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    void takeInFiles([...(event.target.files ?? [])]);
    // So that choosing the same file again is a change again.
    event.target.value = "";
  };
  return <input ref={ref} type="file" multiple aria-label={kind === "files" ? "Files" : "Folder"} tabIndex={-1} onChange={take} />;
}
