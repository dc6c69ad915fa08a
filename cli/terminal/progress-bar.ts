import { isatty } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatPercent, formatShortCount } from "#core/words/format-number";
import { createPaint } from "./paint.ts";

export interface ProgressBar {
  /** As often as one likes; `rows` is null where only bytes are counted. */
  update(bytes: number, rows: number | null): void;
  /** Leaves the line empty, for what is said next. */
  end(): void;
}

export interface ProgressOptions {
  label: string;
  /** Bytes; null where only the end will tell. */
  total: number | null;
  isQuiet: boolean;
}

const redrawMs = 100;
const barCells = 24;
const silent: ProgressBar = { update: () => undefined, end: () => undefined };
const clearLine = "\r\u001b[K";

/** How far something has come, on a line of standard error that is drawn again and again; nothing where that is no terminal. */
export function createProgressBar(options: ProgressOptions): ProgressBar {
  if (options.isQuiet || !isatty(2)) return silent;
  const stream = process.stderr;
  const paint = createPaint(2);
  const started = performance.now();
  let drawnAt = started;
  let isDrawn = false;
  return {
    update(bytes, rows) {
      const now = performance.now();
      if (now - drawnAt < redrawMs) return;
      drawnAt = now;
      isDrawn = true;
      const words = progressWords({ ...options, bytes, rows, ms: now - started });
      const share = options.total ? Math.min(1, bytes / options.total) : null;
      const filled = share === null ? 0 : Math.floor(share * barCells);
      const bar = share === null ? "" : `${paint("cyan", "━".repeat(filled))}${paint("dim", "━".repeat(barCells - filled))}  `;
      stream.write(`${clearLine}${fitLine(options.label, bar, words, stream.columns)}`);
    },
    end() {
      if (isDrawn) stream.write(clearLine);
    },
  };
}

interface Point {
  bytes: number;
  rows: number | null;
  total: number | null;
  ms: number;
}

/** "42 %  420 MB of 1 GB  1.2 M rows  310 MB/s  2 s left". */
export function progressWords({ bytes, rows, total, ms }: Point): string {
  const rate = bytes / Math.max(1, ms);
  const left = total && bytes > 0 && total > bytes ? `${formatDuration(Math.ceil((total - bytes) / rate / 1000) * 1000)} left` : "";
  return [
    total ? formatPercent(bytes / total) : "",
    total ? `${formatBytes(bytes)} of ${formatBytes(total)}` : formatBytes(bytes),
    rows === null ? "" : `${formatShortCount(rows)} rows`,
    `${formatBytes(rate * 1000)}/s`,
    left,
  ]
    .filter((part) => part !== "")
    .join("  ");
}

/** What fits on the line: the label gives way first, then the bar. */
function fitLine(label: string, bar: string, words: string, columns: number): string {
  const room = columns - 1;
  const barWidth = stripVTControlCharacters(bar).length;
  const withBar = barWidth + words.length + 2 <= room;
  const labelRoom = room - words.length - 2 - (withBar ? barWidth : 0);
  const shown = label.length <= labelRoom ? label : labelRoom > 8 ? `…${label.slice(1 - labelRoom)}` : "";
  return `${shown === "" ? "" : `${shown}  `}${withBar ? bar : ""}${words.slice(0, room)}`;
}
