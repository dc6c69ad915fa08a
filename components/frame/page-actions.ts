"use client";

import { useEffect, useId } from "react";

/** Something that can be done on the page that is open. */
export interface PageAction {
  words: string;
  run: () => unknown;
}

interface Offer {
  actions: readonly PageAction[];
  covers: boolean;
}

const offers = new Map<string, Offer>();

/** Offers actions to the palette while the component is there. `covers`: nothing that lies behind can be reached meanwhile. */
export function usePageActions(actions: readonly PageAction[], { covers = false }: { covers?: boolean } = {}): void {
  const id = useId();
  useEffect(() => {
    offers.set(id, { actions, covers });
  });
  useEffect(() => () => void offers.delete(id), [id]);
}

/** What can be done now, and whether that is all that can be reached. */
export function currentPageActions(): Offer {
  const all = [...offers.values()];
  const covering = all.filter(({ covers }) => covers);
  const covers = covering.length > 0;
  return { actions: (covers ? covering : all).flatMap(({ actions }) => actions), covers };
}
