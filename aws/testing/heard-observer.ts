import type { Figures, Line, Measured } from "#core/ports/observer";
import { createProcessObserver, type ProcessObserver } from "../process-observer.ts";

export interface HeardObserver {
  observer: ProcessObserver;
  told: Line[];
  measured: (Measured & { figures: Figures })[];
}

/** Keeps what is said, for a test to read. */
export function createHeardObserver(): HeardObserver {
  const told: Line[] = [];
  const measured: HeardObserver["measured"] = [];
  const observer = createProcessObserver({
    begin: () => undefined,
    line: (line) => void told.push(line),
    figures: (figures, rest) => void measured.push({ figures, ...rest }),
  });
  return { observer, told, measured };
}
