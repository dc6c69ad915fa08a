import { distance } from "fastest-levenshtein";

/** Read the file's column `column` under the name `as`. */
export interface HeaderAlias {
  column: string;
  as: string;
}

export interface HeaderMatch {
  /** What is proposed; a person confirms it. In the order of the expected names. */
  aliases: HeaderAlias[];
  /** Expected names for which the file has no column, and none that is near enough to be proposed. */
  missing: string[];
}

/** Beyond so many comparisons only names that are the same but for their spelling are found. */
const mostComparisons = 250_000;
/** What a name that is not just spelt differently costs at least, so that the same name always wins. */
const abbreviated = 0.5;

/**
 * Which columns of a file are likely meant by the names that were expected, where the names differ slightly: in case, blanks,
 * underscores, accents, by a typing error in a longer word, or by words cut short. One column for one name; where two would do,
 * none is proposed. Columns that are named as expected are left alone.
 */
export function matchHeaders(expected: readonly string[], actual: readonly string[]): HeaderMatch {
  const present = new Set(actual);
  const asked = new Set(expected);
  const wanted = [...asked].filter((name) => !present.has(name));
  const free = [...present].filter((name) => !asked.has(name));
  const spelt = pairSpellings(wanted, free);
  const taken = new Set(spelt.values());
  const left = wanted.filter((name) => !spelt.has(name));
  const others = free.filter((name) => !taken.has(name));
  const near = left.length * others.length > mostComparisons ? new Map<string, string>() : pairNearest(left, others);
  const aliases = wanted.flatMap((as) => {
    const column = spelt.get(as) ?? near.get(as);
    return column === undefined ? [] : [{ column, as }];
  });
  return { aliases, missing: wanted.filter((name) => !spelt.has(name) && !near.has(name)) };
}

type Words = readonly string[];

/** Names that are the same but for how they are spelt, where only one of each side is. */
function pairSpellings(wanted: readonly string[], free: readonly string[]): Map<string, string> {
  const columns = Map.groupBy(free, spellingOf);
  const pairs = new Map<string, string>();
  for (const [spelling, names] of Map.groupBy(wanted, spellingOf)) {
    const [[name, ...otherNames], [column, ...otherColumns]] = [names, columns.get(spelling) ?? []];
    const isClear = spelling !== "" && otherNames.length + otherColumns.length === 0;
    if (isClear && name !== undefined && column !== undefined) pairs.set(name, column);
  }
  return pairs;
}

function spellingOf(name: string): string {
  return wordsOf(name).join("");
}

interface Best {
  cost: number;
  other: string;
  /** Another one would do as well. */
  isTied: boolean;
}

/** Pairs of which each is the other's one nearest. */
function pairNearest(wanted: readonly string[], free: readonly string[]): Map<string, string> {
  const columns = free.map((column) => ({ column, words: wordsOf(column) }));
  const bestOf = { wanted: new Map<string, Best>(), free: new Map<string, Best>() };
  for (const name of wanted) {
    const words = wordsOf(name);
    for (const { column, words: others } of columns) {
      const cost = costOf(words, others);
      if (cost === null) continue;
      keepBest(bestOf.wanted, name, column, cost);
      keepBest(bestOf.free, column, name, cost);
    }
  }
  const pairs = new Map<string, string>();
  for (const [name, { other, isTied }] of bestOf.wanted) {
    const back = bestOf.free.get(other);
    if (!isTied && back?.other === name && !back.isTied) pairs.set(name, other);
  }
  return pairs;
}

function keepBest(best: Map<string, Best>, name: string, other: string, cost: number): void {
  const known = best.get(name);
  if (known === undefined || cost < known.cost) best.set(name, { cost, other, isTied: false });
  else if (cost === known.cost) best.set(name, { ...known, isTied: true });
}

/** `Kunden-Nr`, `kunden_nr` and `KundenNr` are `kunden`, `nr`; `address1` is `address`, `1`. */
function wordsOf(name: string): string[] {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{L})(\p{N})/gu, "$1 $2")
    .replace(/(\p{N})(\p{L})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** What it costs to take one for the other; null when they have nothing to do with each other. */
function costOf(a: Words, b: Words): number | null {
  if (a.length === 0) return null;
  if (a.length !== b.length) return costOfJoined(a.join(""), b.join(""));
  let sum = 0;
  for (const [index, word] of a.entries()) {
    const cost = costOfWord(word, b[index] ?? "");
    if (cost === null) return null;
    sum += cost;
  }
  return sum;
}

/** Word by word, so that `min_price` is never taken for `max_price`. */
function costOfWord(a: string, b: string): number | null {
  if (a === b) return 0;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (/\p{N}/u.test(a + b) || short.length < 3) return null;
  const steps = distance(a, b);
  if (steps <= allowedSteps(short.length)) return steps;
  return long.startsWith(short) ? abbreviated + steps / long.length : null;
}

/** Words that one of them writes together. */
function costOfJoined(a: string, b: string): number | null {
  if (Math.min(a.length, b.length) < 6 || digitsOf(a) !== digitsOf(b)) return null;
  const steps = distance(a, b);
  return steps <= 1 ? steps : null;
}

function digitsOf(text: string): string {
  return text.replace(/\P{N}/gu, "");
}

function allowedSteps(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
