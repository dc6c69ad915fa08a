import { type CharacterSet, cutOff, fault, nothing } from "./character-set.ts";
import { pairTable } from "./pair-table.ts";

const ascii = 0;
const roman = 1;
const katakana = 2;
const kanji = 3;
/** Set in the state after an escape sequence; another one right behind it is a fault. */
const justSwitched = 4;

const escapeByte = 0x1b;
const switches: Readonly<Record<string, number>> = { "(B": ascii, "(J": roman, "(I": katakana, "$@": kanji, $B: kanji };

export function createIso2022JpSet(): CharacterSet {
  const pairs = pairTable("euc-jp");
  return {
    alone: new Uint32Array(256),
    state: ascii,
    length: 1,
    read(bytes, at, end) {
      const byte = bytes[at] ?? 0;
      this.length = 1;
      if (byte === escapeByte) return readEscape(this, bytes, at, end);
      const mode = this.state & ~justSwitched;
      if (mode !== kanji) {
        this.state = mode;
        return single(mode, byte);
      }
      if (byte < 0x21 || byte > 0x7e) {
        this.state = mode;
        return fault;
      }
      if (at + 1 >= end) return cutOff(this, 1);
      this.state = mode;
      const trail = bytes[at + 1] ?? 0;
      if (trail === escapeByte) return fault;
      this.length = 2;
      return (trail >= 0x21 && trail <= 0x7e && pairs[((byte | 0x80) << 8) | trail | 0x80]) || fault;
    },
  };
}

function single(mode: number, byte: number): number {
  if (mode === katakana) return byte >= 0x21 && byte <= 0x5f ? 0xff61 + byte - 0x21 : fault;
  if (byte > 0x7f || byte === 0x0e || byte === 0x0f) return fault;
  if (mode === roman && byte === 0x5c) return 0xa5;
  return mode === roman && byte === 0x7e ? 0x203e : byte;
}

function readEscape(set: CharacterSet, bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at + 1] ?? 0;
  const known = at + 1 < end && (first === 0x28 || first === 0x24);
  if (at + 1 >= end || (known && at + 2 >= end)) return cutOff(set, 1);
  const mode = known ? switches[String.fromCharCode(first, bytes[at + 2] ?? 0)] : undefined;
  if (mode === undefined) {
    set.state &= ~justSwitched;
    return fault;
  }
  const again = (set.state & justSwitched) !== 0;
  set.state = mode | justSwitched;
  set.length = 3;
  return again ? fault : nothing;
}
