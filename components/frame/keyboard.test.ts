import { describe, expect, it } from "vitest";
import { type KeyPress, keyAction } from "./keyboard.ts";

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  meta: false,
  ctrl: false,
  alt: false,
  typing: false,
  inDialog: false,
  ...changes,
});

describe("the keyboard", () => {
  it.each([
    ["/", "search"],
    ["n", "new"],
    ["j", "next"],
    ["k", "previous"],
    ["d", "download"],
    ["r", "retry"],
    ["?", "help"],
  ])("takes %s for %s", (key, action) => {
    expect(keyAction(press(key))).toBe(action);
  });

  it("leaves letters alone where somebody types or a dialog is open", () => {
    expect(keyAction(press("n", { typing: true }))).toBeNull();
    expect(keyAction(press("n", { inDialog: true }))).toBeNull();
  });

  it("opens the palette from everywhere, on both kinds of keyboard", () => {
    expect(keyAction(press("k", { meta: true, typing: true }))).toBe("palette");
    expect(keyAction(press("K", { ctrl: true, inDialog: true }))).toBe("palette");
  });

  it("leaves the browser's own shortcuts to the browser", () => {
    expect(keyAction(press("r", { meta: true }))).toBeNull();
    expect(keyAction(press("d", { ctrl: true }))).toBeNull();
    expect(keyAction(press("d", { alt: true }))).toBeNull();
    expect(keyAction(press("constructor"))).toBeNull();
  });
});
