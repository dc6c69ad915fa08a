export type KeyAction = "search" | "new" | "next" | "previous" | "download" | "retry" | "help" | "palette";

export interface KeyPress {
  key: string;
  meta: boolean;
  ctrl: boolean;
  alt: boolean;
  /** The focus is where letters are text. */
  typing: boolean;
  /** A dialog is open: what lies behind it must not act. */
  inDialog: boolean;
}

const plainKeys: Record<string, KeyAction> = {
  "/": "search",
  n: "new",
  j: "next",
  k: "previous",
  d: "download",
  r: "retry",
  "?": "help",
};

/** What a key press means, or null when it is none of ours. */
export function keyAction(press: KeyPress): KeyAction | null {
  const command = press.meta || press.ctrl;
  if (command) return press.key.toLowerCase() === "k" && !press.alt ? "palette" : null;
  if (press.alt || press.typing || press.inDialog) return null;
  return Object.hasOwn(plainKeys, press.key) ? (plainKeys[press.key] ?? null) : null;
}

const typingSelector = "input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable=true]";

export function toKeyPress(event: KeyboardEvent): KeyPress {
  const target = event.target instanceof Element ? event.target : null;
  return {
    key: event.key,
    meta: event.metaKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    typing: target?.closest(typingSelector) != null,
    inDialog: document.querySelector("[role=dialog][data-state=open]:not([data-popover])") !== null,
  };
}
