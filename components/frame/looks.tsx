"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { StyleNonce } from "./style-nonce.tsx";

/** What every page needs to look right, inside a workspace or not. */
export function Looks({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" disableTransitionOnChange {...(nonce === undefined ? {} : { nonce })}>
      <StyleNonce nonce={nonce} />
      {children}
    </ThemeProvider>
  );
}
