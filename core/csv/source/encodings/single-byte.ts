import { type CharacterSet, fault, packAlone } from "./character-set.ts";

/** Any encoding in which every byte is a character. */
export function createSingleByteSet(encoding: string): CharacterSet {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const text = new TextDecoder(encoding).decode(all);
  const codes = Int32Array.from(all, (byte) => (text[byte] === "\ufffd" ? fault : text.charCodeAt(byte)));
  if (encoding === "windows-1252") repairWindows1252(codes);
  return { alone: packAlone((byte) => codes[byte] ?? fault), state: 0, length: 1, read: (bytes, at) => codes[bytes[at] ?? 0] ?? fault };
}

const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Some releases of Node decode windows-1252 as ISO-8859-1: https://github.com/nodejs/node/issues/56542 */
function repairWindows1252(codes: Int32Array): void {
  for (let index = 0; index < windows1252.length; index++) codes[0x80 + index] = windows1252.charCodeAt(index);
}
