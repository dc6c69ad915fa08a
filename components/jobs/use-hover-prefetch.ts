"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";

/** Shorter is passing by. */
const intentMs = 80;

/** Fetches a page ahead once the pointer rests on its link: not for every link that scrolls or slides by. */
export function useHoverPrefetch(path: string) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return {
    onPointerEnter: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => router.prefetch(path), intentMs);
    },
    onPointerLeave: () => clearTimeout(timer.current),
  };
}
