import { escapeOf, hexValue } from "./json-text";

export const unescapeFailed: usize = 0;
const backslash: u8 = 0x5c;

/**
 * Writes the string [from, to) without its escapes to `out`, where there is room for as many bytes and 16 more. Answers where
 * writing ended; 0 for NUL, for lone surrogates and for what is no escape.
 */
export function unescape(from: usize, to: usize, out: usize): usize {
  const backslashes = i8x16.splat(backslash);
  while (true) {
    const bytes = v128.load(from);
    v128.store(out, bytes);
    const bits = i8x16.bitmask(i8x16.eq(bytes, backslashes));
    const plain: usize = bits == 0 ? 16 : ctz(bits);
    if (plain >= to - from) return out + (to - from);
    from += plain;
    out += plain;
    if (bits == 0) continue;
    const letter = load<u8>(from + 1);
    if (letter != 0x75) {
      const byte = escapeOf(letter);
      if (byte == 0) return unescapeFailed;
      store<u8>(out++, byte);
      from += 2;
    } else {
      let code = hexValue(from + 2);
      if (code <= 0 || code >> 10 == 0x37) return unescapeFailed;
      from += 6;
      if (code >> 10 == 0x36) {
        if (from + 6 > to || load<u16>(from) != 0x755c) return unescapeFailed;
        const low = hexValue(from + 2);
        if (low < 0 || low >> 10 != 0x37) return unescapeFailed;
        code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        from += 6;
      }
      out = putCharacter(code, out);
    }
  }
}

function putCharacter(code: i32, out: usize): usize {
  if (code < 0x80) {
    store<u8>(out, code);
    return out + 1;
  }
  if (code < 0x800) {
    store<u8>(out, 0xc0 | (code >> 6));
    store<u8>(out, 0x80 | (code & 0x3f), 1);
    return out + 2;
  }
  if (code < 0x10000) {
    store<u8>(out, 0xe0 | (code >> 12));
    store<u8>(out, 0x80 | ((code >> 6) & 0x3f), 1);
    store<u8>(out, 0x80 | (code & 0x3f), 2);
    return out + 3;
  }
  store<u8>(out, 0xf0 | (code >> 18));
  store<u8>(out, 0x80 | ((code >> 12) & 0x3f), 1);
  store<u8>(out, 0x80 | ((code >> 6) & 0x3f), 2);
  store<u8>(out, 0x80 | (code & 0x3f), 3);
  return out + 4;
}

/** Writes the JSON text [from, to) without the white space between its tokens. */
export function compact(from: usize, to: usize, out: usize): usize {
  let inString = false;
  for (; from < to; from++) {
    const byte = load<u8>(from);
    if (inString) {
      if (byte == backslash) store<u8>(out++, load<u8>(from++));
      else if (byte == 0x22) inString = false;
    } else if (byte <= 0x20) continue;
    else if (byte == 0x22) inString = true;
    store<u8>(out++, load<u8>(from));
  }
  return out;
}
