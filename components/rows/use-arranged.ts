"use client";

import { useEffect, useMemo, useState } from "react";
import { errorSentence } from "../api/call-api.ts";
import type { GridColumn } from "../grid/row-source.ts";
import type { RowsPlace } from "./rows-place.ts";
import type { TableProgress } from "./table-messages.ts";
import type { Arranged, RowsOrder } from "./table-reader.ts";
import { tableSource } from "./table-source.ts";
import type { OpenTable } from "./use-table.ts";

interface State {
  table: OpenTable;
  key: string;
  arranged: Arranged;
  error: string | null;
}

/** A table's rows in the order that the place asks for; those before stay until they are there. */
export function useArranged({ table, columns, place }: { table: OpenTable; columns: readonly GridColumn[]; place: RowsPlace }) {
  const key = useMemo(() => JSON.stringify(toOrder(place, columns)), [place, columns]);
  const [state, setState] = useState<State | null>(null);
  const [progress, setProgress] = useState<TableProgress | null>(null);
  const own = useMemo((): Arranged => ({ order: 0, rowCount: table.rows }), [table]);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const order = JSON.parse(key) as RowsOrder;
    const isPlain = order.sort === null && order.filters.length === 0;
    setProgress(isPlain ? null : { done: 0, total: 0 });
    const arranging = isPlain ? Promise.resolve(own) : table.client.ask({ kind: "arrange", order }, { signal, onProgress: setProgress });
    void arranging
      .then((arranged) => ({ arranged, error: null }))
      .catch((error: unknown) => ({ arranged: own, error: errorSentence(error) }))
      .then((outcome) => {
        if (signal.aborted) return;
        setState({ table, key, ...outcome });
        setProgress(null);
      });
    return () => controller.abort();
  }, [table, own, key]);
  const shown = state?.table === table ? state.arranged : own;
  const source = useMemo(
    () => tableSource((request, options) => table.client.ask(request, options), { columns, ...shown }),
    [table, columns, shown],
  );
  const isCurrent = state?.table === table && state.key === key;
  return { source, order: shown.order, progress: isCurrent ? null : progress, error: isCurrent ? state.error : null };
}

/** By places; what names no column of this table is left out. */
function toOrder({ sort, filters }: RowsPlace, columns: readonly GridColumn[]): RowsOrder {
  const placeOf = (name: string) => columns.findIndex((column) => column.name === name);
  const sorted = sort ? placeOf(sort.column) : -1;
  return {
    sort: sort && sorted >= 0 ? { column: sorted, descending: sort.descending } : null,
    filters: filters.map(({ column, kind, text }) => ({ column: placeOf(column), kind, text })).filter(({ column }) => column >= 0),
  };
}
