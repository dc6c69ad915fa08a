import { CloudOff } from "lucide-react";
import { errorSentence } from "../api/call-api.ts";
import { Button } from "./button.tsx";
import { MessagePanel } from "./message-panel.tsx";

interface UnreadablePanelProps {
  title: string;
  error: unknown;
  onRetry: () => unknown;
  isPage?: boolean;
}

/** Stands where something could not be read: why, and once more. */
export function UnreadablePanel({ title, error, onRetry, isPage = false }: UnreadablePanelProps) {
  return (
    <MessagePanel
      icon={<CloudOff aria-hidden="true" className="size-7" />}
      title={title}
      isPage={isPage}
      actions={<Button onClick={() => void onRetry()}>Try again</Button>}
    >
      {errorSentence(error)}
    </MessagePanel>
  );
}
