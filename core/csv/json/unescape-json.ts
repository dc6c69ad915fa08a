import { hexDigit, simpleEscapes } from "./json-text.ts";

export interface Unescaped {
  bytes: Uint8Array;
  /** Offsets in the source of the first escape that is half of a surrogate pair, and of the first \u0000; -1 for none. */
  loneSurrogate: number;
  nul: number;
}

/** The content of a well-formed string (without its quotes) with every escape replaced; U+FFFD for halves of surrogate pairs. */
export function unescapeJson(bytes: Uint8Array, from: number, to: number): Unescaped {
  const out = new Uint8Array(to - from);
  const result: Unescaped = { bytes: out, loneSurrogate: -1, nul: -1 };
  let length = 0;
  while (from < to) {
    const byte = bytes[from] ?? 0;
    const letter = bytes[from + 1] ?? 0;
    if (byte !== 0x5c || letter !== 0x75) {
      out[length++] = byte === 0x5c ? (simpleEscapes.get(letter) ?? letter) : byte;
      from += byte === 0x5c ? 2 : 1;
      continue;
    }
    const { code, next } = characterAt(bytes, from, to);
    if (code === 0 && result.nul === -1) result.nul = from;
    const lone = code >= 0xd800 && code <= 0xdfff;
    if (lone && result.loneSurrogate === -1) result.loneSurrogate = from;
    length = putCharacter(lone ? 0xfffd : code, out, length);
    from = next;
  }
  result.bytes = out.subarray(0, length);
  return result;
}

function characterAt(bytes: Uint8Array, at: number, to: number): { code: number; next: number } {
  const code = hexValue(bytes, at + 2);
  const isPair = code >= 0xd800 && code <= 0xdbff && at + 12 <= to && bytes[at + 6] === 0x5c && bytes[at + 7] === 0x75;
  const low = isPair ? hexValue(bytes, at + 8) : 0;
  if (low < 0xdc00 || low > 0xdfff) return { code, next: at + 6 };
  return { code: 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff), next: at + 12 };
}

function hexValue(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let index = at; index < at + 4; index++) value = (value << 4) | hexDigit(bytes[index] ?? 0);
  return value;
}

function putCharacter(code: number, out: Uint8Array, at: number): number {
  if (code < 0x80) out[at++] = code;
  else {
    if (code < 0x800) out[at++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) out[at++] = 0xe0 | (code >> 12);
      else {
        out[at++] = 0xf0 | (code >> 18);
        out[at++] = 0x80 | ((code >> 12) & 0x3f);
      }
      out[at++] = 0x80 | ((code >> 6) & 0x3f);
    }
    out[at++] = 0x80 | (code & 0x3f);
  }
  return at;
}

/** A well-formed JSON text without the white space between its tokens. */
export function compactJson(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const out = new Uint8Array(to - from);
  let length = 0;
  let inString = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (!inString && byte <= 0x20) continue;
    out[length++] = byte;
    if (byte === 0x22) inString = !inString;
    else if (inString && byte === 0x5c) out[length++] = bytes[++at] ?? 0;
  }
  return out.subarray(0, length);
}
