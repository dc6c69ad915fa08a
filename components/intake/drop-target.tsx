"use client";

import { FileDown } from "lucide-react";
import { useEffect, useState } from "react";
import { carriesFiles, readDroppedFiles } from "./dropped-files.ts";
import { takeInFiles } from "./take-in-files.ts";
import { usePaste } from "./use-paste.ts";
import { warmReading } from "./warm-reading.ts";

/** Makes the whole window take files, dropped or pasted, on every page. */
export function DropTarget() {
  const over = useFileDrag();
  usePaste();
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 animate-fade-in bg-ground/80 p-3 backdrop-blur-xs">
      <div className="flex size-full flex-col items-center justify-center gap-3 rounded border-2 border-accent border-dashed bg-accent-soft/60">
        <FileDown aria-hidden="true" className="size-8 text-accent" />
        <p className="text-lg font-medium">Drop to look inside</p>
        <p className="text-quiet">Nothing is uploaded before you press Start.</p>
      </div>
    </div>
  );
}

function useFileDrag(): boolean {
  const [depth, setDepth] = useState(0);
  useEffect(() => {
    const listening = new AbortController();
    const on = (type: "dragenter" | "dragover" | "dragleave" | "drop", hear: (transfer: DataTransfer) => void) => {
      const listener = (event: DragEvent) => {
        if (!carriesFiles(event.dataTransfer)) return;
        event.preventDefault();
        hear(event.dataTransfer);
      };
      addEventListener(type, listener, { signal: listening.signal });
    };
    on("dragenter", () => {
      setDepth((before) => before + 1);
      warmReading();
    });
    on("dragleave", () => setDepth((before) => Math.max(0, before - 1)));
    on("dragover", (transfer) => {
      transfer.dropEffect = "copy";
    });
    on("drop", (transfer) => {
      setDepth(0);
      void takeInFiles(readDroppedFiles(transfer));
    });
    return () => listening.abort();
  }, []);
  return depth > 0;
}
