import { type CharacterSet, cutOff, fault, packedAscii } from "./character-set.ts";
import { readPair } from "./double-byte.ts";
import { decodeEach, pairTable } from "./pair-table.ts";

/** Sequences of four bytes below this pointer are characters of the Basic Multilingual Plane that have no pair. */
const basicPointers = 39_420;
const replacementPointer = 39_417;
const supplementaryPointer = 189_000;

let basicTable: Uint16Array | undefined;

/** GB 18030, and GBK, whose decoder is the same. */
export function createGb18030Set(): CharacterSet {
  const pairs = pairTable("gb18030");
  basicTable ??= createBasicTable();
  const basic = basicTable;
  return {
    alone: packedAscii,
    state: 0,
    length: 1,
    read(bytes, at, end) {
      const first = bytes[at] ?? 0;
      this.length = 1;
      if (first <= 0x80) return first < 0x80 ? first : 0x20ac;
      if (first === 0xff) return fault;
      if (at + 1 >= end) return cutOff(this, end - at);
      const second = bytes[at + 1] ?? 0;
      if (!isDigit(second)) return readPair(this, pairs, first, second);
      if (at + 2 >= end) return cutOff(this, end - at);
      const third = bytes[at + 2] ?? 0;
      if (third < 0x81 || third > 0xfe) return fault;
      if (at + 3 >= end) return cutOff(this, end - at);
      const fourth = bytes[at + 3] ?? 0;
      if (!isDigit(fourth)) return fault;
      this.length = 4;
      return fourByteCode(basic, (((first - 0x81) * 10 + second - 0x30) * 126 + third - 0x81) * 10 + fourth - 0x30);
    },
  };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function fourByteCode(basic: Uint16Array, pointer: number): number {
  if (pointer < basicPointers) return basic[pointer] || fault;
  const code = pointer - supplementaryPointer + 0x10000;
  return pointer >= supplementaryPointer && code <= 0x10ffff ? code : fault;
}

function createBasicTable(): Uint16Array {
  const sequences = Array.from({ length: basicPointers }, (_, pointer) => [
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  ]);
  const table = Uint16Array.from(decodeEach("gb18030", sequences), (text) =>
    text.length === 1 && text !== "\ufffd" ? text.charCodeAt(0) : 0,
  );
  table[replacementPointer] = 0xfffd;
  return table;
}
