"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { plural } from "#core/words/format-number";
import { composerStore } from "../intake/composer-store.ts";
import { IconButton } from "../ui/button.tsx";
import { ComposerFoot } from "./composer-foot.tsx";
import { FileList } from "./file-list.tsx";
import { FilePreview } from "./file-preview.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { useComposer } from "./use-composer.ts";

/** Between a drop and an upload: what the files are, what is wrong with them, what shall become of them. */
export function Composer({ files }: { files: readonly File[] }) {
  const composing = useComposer(files);
  const [chosen, choose] = useState<File | null>(null);
  const shown = chosen && files.includes(chosen) ? chosen : files[0];
  const { jobs, looks, lookAt, start } = composing;
  if (!shown) return null;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && composerStore.close()}>
      <Dialog.Portal>
        <Dialog.Content
          data-composer=""
          aria-describedby={undefined}
          onKeyDown={(event) => event.key === "Enter" && (event.metaKey || event.ctrlKey) && void start()}
          className="fixed inset-0 z-40 flex animate-rise-in flex-col bg-ground outline-none"
        >
          <header className="flex h-14 shrink-0 items-center gap-3 border-line border-b pr-3 pl-4 md:pl-6">
            <Dialog.Title className="text-base font-medium">{jobs.length > 1 ? plural(jobs.length, "new job") : "New job"}</Dialog.Title>
            <p className="truncate text-xs text-quiet max-sm:hidden">Read on this device. Nothing is uploaded before you press Start.</p>
            <Dialog.Close asChild>
              <IconButton label="Close" className="ml-auto">
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            </Dialog.Close>
          </header>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto lg:grid lg:grid-cols-[15rem_minmax(0,1fr)_21rem] lg:overflow-hidden">
            <FileList looks={looks} shown={shown} onShow={choose} onLeaveOut={(file) => composerStore.remove(file)} />
            <FilePreview key={shown.name} file={shown} look={lookAt(shown)} composing={composing} />
            <SettingsPanel composing={composing} />
          </div>
          <ComposerFoot composing={composing} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
