"use client";

import { useMemo } from "react";
import type { QueryAnswerView } from "#core/api/queries-api";
import { getQuery } from "../api/queries-api.ts";
import { DataGrid } from "../grid/data-grid.tsx";
import { answerSource, type Cells } from "./answer-source.ts";

const rowPx = 28;
/** The bar above, the header, and a scrollbar below. */
const aroundPx = 36 + 46 + 18;

/** The rows of an answer, as many as there are; a few take no more room than they need. */
export function AnswerGrid({ answer }: { answer: QueryAnswerView }) {
  const { id, columns, rowCount, rows } = answer;
  const source = useMemo(() => {
    const readPage = async (before: number, limit: number, signal: AbortSignal) => {
      return (await getQuery(id, { as: "text", cursor: String(before), limit }, signal)).rows as Cells[];
    };
    return answerSource({ columns, rowCount: rowCount ?? 0, first: rows as Cells[] }, readPage);
  }, [id, columns, rowCount, rows]);
  const height = `min(40rem, max(20rem, 100dvh - 12rem), ${aroundPx + Math.max(2, source.rowCount) * rowPx}px)`;
  return (
    <div className="flex flex-col" style={{ height }}>
      <DataGrid
        source={source}
        label="Rows of the answer"
        widthsKey={`query ${columns.map(({ name }) => name).join(",")}`}
        className="h-full"
        empty="No row is like that."
      />
    </div>
  );
}
