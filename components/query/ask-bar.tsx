"use client";

import { Check, ChevronDown, CircleStop, Play } from "lucide-react";
import type { QueryCost } from "#core/queries/query";
import { useIsInBrowser } from "../frame/use-is-in-browser.ts";
import { Button } from "../ui/button.tsx";
import { commandKey } from "../ui/command-key.ts";
import { KeyCap } from "../ui/key-cap.tsx";
import { Menu } from "../ui/menu.tsx";
import { costWords, type EngineChoice, engineWords } from "./query-words.ts";

interface AskBarProps {
  isRunning: boolean;
  isStopping: boolean;
  canRun: boolean;
  onRun: () => void;
  onStop: () => void;
  engine: EngineChoice;
  onEngine: (engine: EngineChoice) => void;
  cost: QueryCost | null;
}

const choices = ["auto", "duckdb", "athena"] as const;

/** Below the editor: run or stop, where it runs, and what it would read. */
export function AskBar({ isRunning, isStopping, canRun, onRun, onStop, engine, onEngine, cost }: AskBarProps) {
  const isInBrowser = useIsInBrowser();
  const items = choices.map((choice) => ({
    id: choice,
    ...engineWords[choice],
    icon: choice === engine ? <Check aria-hidden="true" className="size-4" /> : <span className="size-4" />,
    onSelect: () => onEngine(choice),
  }));
  const beyond = engine === "athena" ? cost?.beyondAthena : null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isRunning ? (
        <Button look="danger" disabled={isStopping} onClick={onStop}>
          <CircleStop aria-hidden="true" className="size-4" />
          {isStopping ? "Stopping" : "Stop"}
        </Button>
      ) : (
        <Button look="primary" disabled={!canRun} onClick={onRun} aria-keyshortcuts="Control+Enter Meta+Enter">
          <Play aria-hidden="true" className="size-4" />
          Run
          {isInBrowser && (
            <span aria-hidden="true" className="flex gap-0.5 max-sm:hidden">
              <KeyCap isBare>{commandKey()}</KeyCap>
              <KeyCap isBare>↵</KeyCap>
            </span>
          )}
        </Button>
      )}
      <Menu
        label="Where it runs"
        align="start"
        items={items}
        trigger={
          <Button aria-label={`Where it runs: ${engineWords[engine].words}`}>
            {engineWords[engine].words}
            <ChevronDown aria-hidden="true" className="size-4 text-quiet" />
          </Button>
        }
      />
      <p className="min-w-0 text-quiet tabular-nums">{beyond ? `Athena cannot run it: ${beyond}` : cost && costWords(cost)}</p>
    </div>
  );
}
