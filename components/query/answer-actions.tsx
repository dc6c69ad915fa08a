"use client";

import { ChartColumn, ChevronDown, Download, LayoutDashboard, Table2 } from "lucide-react";
import { useState } from "react";
import { type QueryFormat, queryFormats } from "#core/queries/query-formats";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { downloadAnswer } from "./download-answer.ts";
import { formatWords } from "./query-words.ts";

interface AnswerActionsProps {
  id: string;
  isChart: boolean;
  onChart: (isChart: boolean) => void;
  onDashboard: () => void;
}

/** What can be done with an answer. */
export function AnswerActions({ id, isChart, onChart, onDashboard }: AnswerActionsProps) {
  const { making, download } = useDownload(id);
  return (
    <>
      <Button onClick={() => onChart(!isChart)}>
        {isChart ? <Table2 aria-hidden="true" className="size-4" /> : <ChartColumn aria-hidden="true" className="size-4" />}
        {isChart ? "Rows" : "Chart"}
      </Button>
      <Menu
        label="Download as"
        items={queryFormats.map((format) => ({ id: format, words: formatWords[format], onSelect: () => download(format) }))}
        trigger={
          <Button aria-busy={making !== null}>
            <Download aria-hidden="true" className="size-4" />
            {making === null ? "Download" : `Making ${formatWords[making]}`}
            <ChevronDown aria-hidden="true" className="size-4 text-quiet" />
          </Button>
        }
      />
      <Button onClick={onDashboard} aria-haspopup="dialog">
        <LayoutDashboard aria-hidden="true" className="size-4" />
        Add to dashboard
      </Button>
    </>
  );
}

/** The format of which a file is being made just now. */
function useDownload(id: string) {
  const [making, setMaking] = useState<QueryFormat | null>(null);
  const download = (format: QueryFormat) => {
    setMaking(format);
    void downloadAnswer(id, format).finally(() => setMaking(null));
  };
  return { making, download };
}
