import { CloudOff } from "lucide-react";
import { errorSentence } from "../api/call-api.ts";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";

/** Stands where a part of the page could not be read. */
export function PartFault({ title, query }: { title: string; query: { error: unknown; refetch: () => unknown } }) {
  return (
    <MessagePanel
      icon={<CloudOff aria-hidden="true" className="size-7" />}
      title={title}
      actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
    >
      {errorSentence(query.error)}
    </MessagePanel>
  );
}
