import { FileDown } from "lucide-react";
import { chooseFiles } from "../intake/file-inputs.tsx";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";

/** The settings are there, the files are still to come. */
export function NoFiles() {
  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col p-4 md:px-6">
      <MessagePanel
        icon={<FileDown className="size-7" />}
        title="Drop the files for these settings"
        isBare
        actions={
          <Button look="primary" onClick={() => chooseFiles()}>
            Choose files
          </Button>
        }
      >
        They are read on this device first, as always; paste a table if you have it in the clipboard.
      </MessagePanel>
    </section>
  );
}
