import type { CharacterSet } from "./character-set.ts";
import { createDoubleByteSet } from "./double-byte.ts";
import { createEucJpSet } from "./euc-jp.ts";
import { createGb18030Set } from "./gb18030.ts";
import { createIso2022JpSet } from "./iso-2022-jp.ts";
import { createSingleByteSet } from "./single-byte.ts";
import { createUtf16Set } from "./utf16.ts";

/** @param encoding a WHATWG name other than utf-8 */
export function createCharacterSet(encoding: string): CharacterSet {
  switch (encoding) {
    case "utf-16le":
    case "utf-16be":
      return createUtf16Set(encoding === "utf-16le");
    case "gbk":
    case "gb18030":
      return createGb18030Set();
    case "shift_jis":
    case "euc-kr":
    case "big5":
      return createDoubleByteSet(encoding);
    case "euc-jp":
      return createEucJpSet();
    case "iso-2022-jp":
      return createIso2022JpSet();
    default:
      return createSingleByteSet(encoding);
  }
}
