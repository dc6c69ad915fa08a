import { type CharacterSet, cutOff, fault } from "./character-set.ts";

/** UTF-16: a surrogate without its partner is a fault. */
export function createUtf16Set(littleEndian: boolean): CharacterSet {
  const high = littleEndian ? 1 : 0;
  const decoder = new TextDecoder(littleEndian ? "utf-16le" : "utf-16be", { ignoreBOM: true });
  const unitAt = (bytes: Uint8Array, at: number) => ((bytes[at + high] ?? 0) << 8) | (bytes[at + 1 - high] ?? 0);
  return {
    alone: new Uint32Array(256),
    state: 0,
    length: 2,
    decodeWhole(bytes) {
      const even = bytes.length & ~1;
      const cut = even > 0 && (unitAt(bytes, even - 2) & 0xfc00) === 0xd800;
      const text = decoder.decode(bytes.subarray(0, cut ? even - 2 : even));
      return text.includes("\ufffd") ? null : text;
    },
    read(bytes, at, end) {
      if (at + 2 > end) return cutOff(this, end - at);
      this.length = 2;
      const unit = unitAt(bytes, at);
      if ((unit & 0xf800) !== 0xd800) return unit;
      if (unit >= 0xdc00) return fault;
      if (at + 4 > end) return cutOff(this, end - at);
      const next = unitAt(bytes, at + 2);
      if ((next & 0xfc00) !== 0xdc00) return fault;
      this.length = 4;
      return 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
    },
  };
}
