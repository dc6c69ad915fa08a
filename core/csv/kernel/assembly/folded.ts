import { word } from "./call";
import { backslashFlag, doubledFlag } from "./table";

const backslash: u8 = 0x5c;

/** The byte that stands in front of others as an escape in a cell with these flags; 256 for none. */
export function foldedBy(info: u32): u32 {
  if (info & doubledFlag) return word(3);
  return info & backslashFlag ? backslash : 256;
}

/** Whether such a byte is left out before this one. */
export function foldsWith(byte: u8, info: u32): bool {
  return u32(byte) == word(3) || (byte == backslash && (info & backslashFlag) != 0);
}
