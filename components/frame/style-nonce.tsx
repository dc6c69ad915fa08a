"use client";

declare global {
  var __webpack_nonce__: string | undefined;
}

/** Dialogs lock the page's scrolling with a style element made at run time; it reads the page's nonce from this global. */
/** The nonce under which this document may make style elements. */
export function styleNonce(): string | undefined {
  return globalThis.__webpack_nonce__;
}

export function StyleNonce({ nonce }: { nonce: string | undefined }) {
  if (typeof window !== "undefined" && nonce !== undefined) globalThis.__webpack_nonce__ = nonce;
  return null;
}
