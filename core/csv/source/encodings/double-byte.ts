import { type CharacterSet, cutOff, fault, packAlone } from "./character-set.ts";
import { pairTable } from "./pair-table.ts";

type Encoding = "shift_jis" | "euc-kr" | "big5";

const halfWidthKatakana = 0xff61;

/** What a byte at or above 0x80 is where a character starts: a code point, a fault, or (0) the lead of two. */
const singles: Record<Encoding, (byte: number) => number> = {
  shift_jis: (byte) => {
    if (byte >= 0xa1 && byte <= 0xdf) return halfWidthKatakana + byte - 0xa1;
    return byte === 0x80 ? byte : byte === 0xa0 || byte > 0xfc ? fault : 0;
  },
  "euc-kr": (byte) => (byte === 0x80 || byte === 0xff ? fault : 0),
  big5: (byte) => (byte === 0x80 || byte === 0xff ? fault : 0),
};

/** Encodings of ASCII and pairs of bytes. */
export function createDoubleByteSet(encoding: Encoding): CharacterSet {
  const pairs = pairTable(encoding);
  const single = Int32Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : singles[encoding](byte)));
  return {
    alone: packAlone((byte) => single[byte] || (byte === 0 ? 0 : fault)),
    state: 0,
    length: 1,
    read(bytes, at, end) {
      const lead = bytes[at] ?? 0;
      const alone = single[lead] ?? fault;
      this.length = 1;
      if (alone !== 0 || lead === 0) return alone;
      if (at + 1 >= end) return cutOff(this, end - at);
      return readPair(this, pairs, lead, bytes[at + 1] ?? 0);
    },
  };
}

/** A pair that is no character takes its second byte with it, unless that is ASCII. */
export function readPair(set: CharacterSet, pairs: Uint32Array, lead: number, trail: number): number {
  const code = pairs[(lead << 8) | trail] ?? 0;
  set.length = code === 0 && trail < 0x80 ? 1 : 2;
  return code === 0 ? fault : code;
}
