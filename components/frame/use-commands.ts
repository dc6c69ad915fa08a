"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useMemo, useState } from "react";
import { listRecipes, type Recipe } from "../api/recipes-api.ts";
import { openComposerWith } from "../intake/composer-store.ts";
import { chooseFiles } from "../intake/file-inputs.tsx";
import { samples } from "../intake/sample-files.ts";
import { tryOutSample } from "../intake/try-out-sample.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { writeClipboard } from "../ui/write-clipboard.ts";
import { type CommandGroup, findCommands } from "./find-commands.ts";
import { currentPageActions } from "./page-actions.ts";
import { coveredCommands, type PaletteTools, paletteCommands, searchCommands } from "./palette-commands.ts";
import { recentCommands } from "./recent-commands.ts";

/** What the frame opens. */
export interface PaletteDoors {
  onHelp: () => void;
  /** For whom there is somebody to let in. */
  onInvite?: () => void;
}

const sampleActions = samples.map(({ id, title, words }) => ({
  words: `Try ${title.toLowerCase()}: ${words}`,
  run: () => tryOutSample(id),
}));

/** What the palette shows for what is typed; what there is to do is taken when it opens. */
export function useCommands({ onHelp, onInvite }: PaletteDoors, typed: string): CommandGroup[] {
  const router = useRouter();
  const { setTheme } = useTheme();
  const [{ actions: here, covers }] = useState(currentPageActions);
  const [recent] = useState(recentCommands);
  const { data: recipes } = useQuery({ queryKey: ["recipes"], queryFn: ({ signal }) => listRecipes(signal), enabled: !covers });
  const tools = useMemo((): PaletteTools => {
    const go = (path: string) => router.push(path);
    return { go, choose: chooseFiles, setTheme, showHelp: onHelp, copyLink, ...(onInvite && { invite: onInvite }) };
  }, [router, setTheme, onHelp, onInvite]);
  const all = useMemo(() => {
    if (covers) return coveredCommands(tools, here);
    const { jobs } = jobsStore.getState();
    return paletteCommands(tools, { here, samples: sampleActions, recipes: recipes ?? [], composeWith, jobs: jobs.values() });
  }, [covers, tools, here, recipes]);
  return useMemo(() => {
    const groups = findCommands(all, typed, recent);
    const searches = covers ? [] : searchCommands(typed, tools.go);
    return searches.length === 0 ? groups : [...groups, { title: "Search", commands: searches }];
  }, [all, typed, recent, covers, tools]);
}

function composeWith({ operation, params, onBadRow }: Recipe): void {
  openComposerWith({ settings: { operation, params, onBadRow } });
}

async function copyLink(): Promise<void> {
  const outcome = await writeClipboard(location.href);
  const line = outcome === "copied" ? "The link was copied" : "The browser does not allow it. Copy the link from its address bar.";
  toastsStore.show({ id: "link", tone: outcome === "copied" ? "done" : "aside", line });
}
