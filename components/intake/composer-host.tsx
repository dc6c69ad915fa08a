"use client";

import { useEffect, useSyncExternalStore } from "react";
import { late } from "../frame/late.tsx";
import { loadLate } from "../frame/load-late.ts";
import { whenAttended } from "../frame/when-attended.ts";
import { whenIdle } from "../frame/when-idle.ts";
import { composerStore } from "./composer-store.ts";
import { loadSorting } from "./take-in-files.ts";

const loadComposer = () => import("../composer/composer.tsx");
const Composer = late(async () => (await loadComposer()).Composer);

/**
 * Opens the composer when there are files for it. Its code is fetched once somebody is there, while the page is idle, so that a
 * drop is answered at once.
 */
export function ComposerHost() {
  const { isOpen, files, seed, opening } = useSyncExternalStore(composerStore.subscribe, composerStore.getState, composerStore.getState);
  useEffect(() => {
    let takeBack = whenAttended(() => {
      takeBack = whenIdle(() => {
        void loadSorting();
        takeBack = whenIdle(() => void loadLate(loadComposer));
      });
    });
    return () => takeBack();
  }, []);
  return isOpen ? <Composer key={opening} files={files} seed={seed} /> : null;
}
