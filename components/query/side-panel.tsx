"use client";

import { useState } from "react";
import type { QueryView, SavedQueryView } from "#core/api/queries-api";
import { Tabs } from "../ui/tabs.tsx";
import { HistoryList } from "./history-list.tsx";
import { SavedList } from "./saved-list.tsx";
import { TableList } from "./table-list.tsx";
import type { Catalogue } from "./use-catalogue.ts";

export type PanelTab = "tables" | "saved" | "history";

interface SidePanelProps {
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  catalogue: Catalogue;
  /** Query and saved query that are open. */
  open: { q: string | null; saved: string | null };
  onInsert: (name: string) => void;
  onSaved: (saved: SavedQueryView) => void;
  onQuery: (query: QueryView) => void;
}

const tabs = [
  { id: "tables", words: "Tables" },
  { id: "saved", words: "Saved" },
  { id: "history", words: "History" },
] as const;

/** What there is to ask about, what was saved, and what was asked. */
export function SidePanel({ tab, onTab, catalogue, open, onInsert, onSaved, onQuery }: SidePanelProps) {
  const [openTable, setOpenTable] = useState<string | null>(null);
  return (
    <Tabs label="To ask with" tabs={tabs} value={tab} onChange={onTab}>
      {tab === "tables" && <TableList catalogue={catalogue} openTable={openTable} onOpenTable={setOpenTable} onInsert={onInsert} />}
      {tab === "saved" && <SavedList open={open.saved} onOpen={onSaved} />}
      {tab === "history" && <HistoryList open={open.q} onOpen={onQuery} />}
    </Tabs>
  );
}
