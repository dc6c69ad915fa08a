import type { TextFormat } from "./schema.ts";

/** The formats of text that Frictionless Table Schema names, and what they are called. */
export const textFormats: Readonly<Record<TextFormat, { called: string; isRight(text: string): boolean }>> = {
  email: { called: "e-mail address", isRight: (text) => text.length <= 320 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text) },
  uri: { called: "URI (scheme:…)", isRight: (text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) },
  uuid: { called: "UUID", isRight: (text) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) },
  binary: { called: "Base64", isRight: (text) => text.length % 4 === 0 && /^[a-z0-9+/]*={0,2}$/i.test(text) },
};

export function isTextFormat(format: string): format is TextFormat {
  return Object.hasOwn(textFormats, format);
}
