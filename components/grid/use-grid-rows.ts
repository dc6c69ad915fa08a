"use client";

import { useEffect, useReducer, useRef, useState } from "react";
import { errorSentence } from "../api/call-api.ts";
import type { RowSource } from "./row-source.ts";

type Cells = readonly (string | null)[];

interface Reading {
  from: number;
  to: number;
  controller: AbortController;
}

export interface GridRows {
  /** A row's cells, undefined while they are being read. */
  cellsAt: (row: number) => Cells | undefined;
  /** Why rows in view could not be read. */
  error: string | null;
  tryAgain: () => void;
}

/** The rows in view, read as they come into it; what is scrolled past is given up. */
export function useGridRows(source: RowSource, from: number, to: number): GridRows {
  const [known, setKnown] = useState<{ source: RowSource; rows: Map<number, Cells> }>(() => ({ source, rows: new Map() }));
  const [failure, setFailure] = useState<{ source: RowSource; sentence: string } | null>(null);
  const [attempt, tryAgain] = useReducer((count: number) => count + 1, 0);
  const readings = useRef<Set<Reading>>(new Set());
  const cellsAt = (row: number) => source.peek?.(row) ?? (known.source === source ? known.rows.get(row) : undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another source ends what was read of the one before
  useEffect(() => {
    const current = readings.current;
    return () => {
      for (const reading of current) reading.controller.abort();
      current.clear();
    };
  }, [source]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known changes with what is read, which asks for nothing more
  useEffect(() => {
    for (const reading of readings.current) {
      if (reading.to > from && reading.from < to) continue;
      reading.controller.abort();
      readings.current.delete(reading);
    }
    const missing = missingRows(from, to, (row) => cellsAt(row) !== undefined || isBeingRead(readings.current, row));
    if (!missing) return;
    const reading = { ...missing, controller: new AbortController() };
    readings.current.add(reading);
    const finish = (act: () => void) => {
      if (!readings.current.delete(reading)) return;
      act();
    };
    void source.rows(reading.from, reading.to, reading.controller.signal).then(
      (rows) =>
        finish(() => {
          setFailure(null);
          setKnown((before) => ({ source, rows: keepNear(before.source === source ? before.rows : new Map(), reading.from, rows) }));
        }),
      (error: unknown) => finish(() => setFailure({ source, sentence: errorSentence(error) })),
    );
  }, [source, from, to, attempt]);

  return { cellsAt, error: failure?.source === source ? failure.sentence : null, tryAgain };
}

function isBeingRead(readings: ReadonlySet<Reading>, row: number): boolean {
  for (const reading of readings) if (row >= reading.from && row < reading.to) return true;
  return false;
}

function missingRows(from: number, to: number, isThere: (row: number) => boolean): { from: number; to: number } | null {
  let first = from;
  while (first < to && isThere(first)) first += 1;
  let last = to;
  while (last > first && isThere(last - 1)) last -= 1;
  return first < last ? { from: first, to: last } : null;
}

/** Sources keep what they have read; here only what is around the view, for those that do not. */
const keptAround = 500;

function keepNear(before: ReadonlyMap<number, Cells>, from: number, rows: readonly Cells[]): Map<number, Cells> {
  const kept = new Map<number, Cells>();
  for (const [row, cells] of before) if (row >= from - keptAround && row < from + rows.length + keptAround) kept.set(row, cells);
  rows.forEach((cells, index) => {
    kept.set(from + index, cells);
  });
  return kept;
}
