"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { MessagePanel } from "@/components/ui/message-panel";

/** A bug of ours on a page; the frame around it, with running uploads, stays. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePanel
      icon={<TriangleAlert className="size-7" />}
      title="This page met an error of its own"
      isPage
      actions={
        <Button look="primary" onClick={reset}>
          Show it again
        </Button>
      }
    >
      Your files and jobs are not affected. {error.digest ? `If it stays, quote ${error.digest}.` : "If it stays, reload the page."}
    </MessagePanel>
  );
}
