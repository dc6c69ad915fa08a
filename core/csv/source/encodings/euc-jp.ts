import { type CharacterSet, cutOff, fault, packedAscii } from "./character-set.ts";
import { readPair } from "./double-byte.ts";
import { pairTable } from "./pair-table.ts";

const katakanaLead = 0x8e;
const threeByteLead = 0x8f;

export function createEucJpSet(): CharacterSet {
  const pairs = pairTable("euc-jp");
  const triples = pairTable("euc-jp", [threeByteLead]);
  const isKanjiByte = (byte: number) => byte >= 0xa1 && byte <= 0xfe;
  return {
    alone: packedAscii,
    state: 0,
    length: 1,
    read(bytes, at, end) {
      const lead = bytes[at] ?? 0;
      this.length = 1;
      if (lead < 0x80) return lead;
      if (!isKanjiByte(lead) && lead !== katakanaLead && lead !== threeByteLead) return fault;
      if (at + 1 >= end) return cutOff(this, end - at);
      const second = bytes[at + 1] ?? 0;
      if (lead === katakanaLead && second >= 0xa1 && second <= 0xdf) {
        this.length = 2;
        return 0xff61 + second - 0xa1;
      }
      if (lead !== threeByteLead || !isKanjiByte(second)) return readPair(this, pairs, isKanjiByte(lead) ? lead : 0, second);
      if (at + 2 >= end) return cutOff(this, end - at);
      const code = readPair(this, triples, second, bytes[at + 2] ?? 0);
      this.length++;
      return code;
    },
  };
}
