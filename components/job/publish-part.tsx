"use client";

import { Database } from "lucide-react";
import { useState } from "react";
import { late } from "../frame/late.tsx";
import { usePageActions } from "../frame/page-actions.ts";
import { Button } from "../ui/button.tsx";
import type { KnownJob } from "./use-job.ts";

const PublishDialog = late(async () => (await import("./publish-dialog.tsx")).PublishDialog);

/** Takes what a job wrote to the lake. */
export function PublishPart({ job }: { job: KnownJob }) {
  const [isOpen, setOpen] = useState(false);
  usePageActions([{ words: "Publish to the lake", run: () => setOpen(true) }]);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Database aria-hidden="true" className="size-4" />
        Publish…
      </Button>
      {isOpen && <PublishDialog job={job} onClose={() => setOpen(false)} />}
    </>
  );
}
