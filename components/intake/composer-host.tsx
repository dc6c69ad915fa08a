"use client";

import dynamic from "next/dynamic";
import { useEffect, useSyncExternalStore } from "react";
import { loadLate } from "../frame/load-late.ts";
import { composerStore } from "./composer-store.ts";

const loadComposer = () => loadLate(() => import("../composer/composer.tsx"));
const Composer = dynamic(() => loadComposer().then((module) => module.Composer), { ssr: false });
const none: readonly File[] = [];

/** Opens the composer when there are files for it. Its code is fetched while the page is idle, so that a drop is answered at once. */
export function ComposerHost() {
  const files = useSyncExternalStore(composerStore.subscribe, composerStore.getFiles, () => none);
  useEffect(() => {
    const timer = setTimeout(() => void loadComposer(), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return files.length === 0 ? null : <Composer files={files} />;
}
