"use client";

import { formatCount, plural } from "#core/words/format-number";
import { CopyButton } from "../ui/copy-button.tsx";
import { Modal } from "../ui/modal.tsx";

interface CellPanelProps {
  name: string;
  rowLabel: string;
  value: string | null;
  onClose: () => void;
}

/** What the page can draw at once; the copy has everything. */
const maxDrawn = 200_000;

/** A cell opened: its text whole, with its lines. */
export function CellPanel({ name, rowLabel, value, onClose }: CellPanelProps) {
  const lines = value === null ? 0 : value.split(/\r\n|\r|\n/).length;
  return (
    <Modal title={`${name}, row ${rowLabel}`} onClose={onClose}>
      {value === null || value === "" ? (
        <p className="px-5 pb-5 text-quiet">{value === null ? "The row has no cell in this column." : "The cell is empty."}</p>
      ) : (
        <>
          <pre
            dir="auto"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            tabIndex={0}
            className="figures mx-5 min-h-12 flex-1 overflow-auto rounded-sm border border-line bg-surface p-3 text-xs break-words whitespace-pre-wrap"
          >
            {value.slice(0, maxDrawn)}
          </pre>
          <div className="flex items-center gap-3 px-5 py-3 text-xs text-quiet">
            <span>
              {plural(value.length, "character")}
              {lines > 1 && ` in ${formatCount(lines)} lines`}
              {value.length > maxDrawn && `; the first ${formatCount(maxDrawn)} are shown`}
            </span>
            <CopyButton word="Copy" label="the cell" value={value} className="ml-auto" />
          </div>
        </>
      )}
    </Modal>
  );
}
