"use client";

import { Redo2, Undo2, Wand2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { FixForm } from "./fix-form.tsx";
import type { RejectGroup } from "./reject-groups.ts";
import type { Fixes } from "./use-fixes.ts";

interface RejectToolsProps {
  group: RejectGroup;
  fixes: Fixes;
  hasMore: boolean;
}

/** Above the grid: one step for all rows of the kind, and steps taken back. */
export function RejectTools({ group, fixes, hasMore }: RejectToolsProps) {
  const [isOpen, setOpen] = useState(false);
  const trigger = (
    <Button size="small">
      <Wand2 aria-hidden="true" className="size-3.5" />
      Fix all of this kind
    </Button>
  );
  return (
    <div className="flex items-center gap-1">
      <Popover trigger={trigger} label={`Fix all: ${group.words}`} isOpen={isOpen} onOpenChange={setOpen}>
        <FixForm
          key={group.id}
          group={group}
          hasMore={hasMore}
          onFix={(fix) => {
            fixes.add(fix);
            setOpen(false);
          }}
        />
      </Popover>
      <IconButton label="Undo" aria-keyshortcuts="Meta+Z Control+Z" disabled={fixes.history.done.length === 0} onClick={fixes.undo}>
        <Undo2 aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label="Redo" aria-keyshortcuts="Meta+Shift+Z Control+Y" disabled={fixes.history.undone.length === 0} onClick={fixes.redo}>
        <Redo2 aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  );
}
