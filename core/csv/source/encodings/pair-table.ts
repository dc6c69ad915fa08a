import { secondShift } from "./character-set.ts";

const separator = 0x0a;

const tables = new Map<string, Uint32Array>();

/** Characters of two bytes by `lead << 8 | trail`, as this runtime's TextDecoder knows them; 0 where there is none. Made once. */
export function pairTable(encoding: string, prefix: readonly number[] = []): Uint32Array {
  const key = [encoding, ...prefix].join();
  const table = tables.get(key) ?? createPairTable(encoding, prefix);
  tables.set(key, table);
  return table;
}

function createPairTable(encoding: string, prefix: readonly number[]): Uint32Array {
  const leads = { from: 0x81, to: 0xfe };
  const trails = { from: 0x40, to: 0xfe };
  const sequences: number[][] = [];
  for (let lead = leads.from; lead <= leads.to; lead++) {
    for (let trail = trails.from; trail <= trails.to; trail++) sequences.push([...prefix, lead, trail]);
  }
  const table = new Uint32Array(0x10000);
  decodeEach(encoding, sequences).forEach((text, index) => {
    const lead = leads.from + Math.floor(index / (trails.to - trails.from + 1));
    const trail = trails.from + (index % (trails.to - trails.from + 1));
    table[(lead << 8) | trail] = toCode(text);
  });
  return table;
}

/** What each sequence, on its own, is decoded to. */
export function decodeEach(encoding: string, sequences: readonly (readonly number[])[]): string[] {
  const bytes = Uint8Array.from(sequences.flatMap((sequence) => [...sequence, separator]));
  const texts = new TextDecoder(encoding).decode(bytes).split("\n");
  if (texts.length !== sequences.length + 1) throw new Error(`The decoder of ${encoding} swallows line ends.`);
  return texts.slice(0, -1);
}

function toCode(text: string): number {
  if (text.includes("\ufffd")) return 0;
  const [first, second, third] = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (first === undefined || third !== undefined) return 0;
  return second === undefined ? first : first + second * secondShift;
}
