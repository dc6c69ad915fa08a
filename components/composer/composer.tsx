"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { plural } from "#core/words/format-number";
import { usePageActions } from "../frame/page-actions.ts";
import { type ComposerSeed, composerStore } from "../intake/composer-store.ts";
import { chooseFiles } from "../intake/file-inputs.tsx";
import { IconButton } from "../ui/button.tsx";
import { ComposerFoot } from "./composer-foot.tsx";
import { fileKey } from "./file-key.ts";
import { FileList } from "./file-list.tsx";
import { lookOf } from "./file-looks.ts";
import { FilePreview } from "./file-preview.tsx";
import { NoFiles } from "./no-files.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { useComposer } from "./use-composer.ts";
import { useFileChecks } from "./use-file-checks.ts";

/** Between a drop and an upload: what the files are, what is wrong with them, what shall become of them. */
export function Composer({ files, seed }: { files: readonly File[]; seed: ComposerSeed | null }) {
  const [chosen, choose] = useState<File | null>(null);
  const shown = chosen && files.includes(chosen) ? chosen : files[0];
  const composing = useComposer(files, { seed, shown });
  const checking = useFileChecks(files);
  const { jobs, looks, known, start } = composing;
  usePageActions(
    [
      ...(composing.canStart ? [{ words: "Start", run: () => start() }] : []),
      { words: "Add files", run: () => chooseFiles("files") },
      { words: "Close without starting", run: () => composerStore.close() },
    ],
    { covers: true },
  );
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
            {shown ? (
              <FilePreview key={fileKey(shown)} file={shown} known={lookOf(known, shown)} composing={composing} checking={checking} />
            ) : (
              <NoFiles />
            )}
            <SettingsPanel composing={composing} />
          </div>
          <ComposerFoot composing={composing} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
