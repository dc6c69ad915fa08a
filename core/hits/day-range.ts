const dayBytes = 10;
const zero = 0x30;
const dash = 0x2d;
/** Of a file that has ever so many. */
const maxKnown = 4096;

/** The first and the last day of times like `2009-09-27 06:34:40`. */
export class DayRange {
  first = "";
  last = "";
  /** Days that there are, as numbers like 20090927; hits are of few days. */
  readonly #known = new Set<number>();

  /** Looks at the text in [from, to), and answers whether it begins with a day. */
  add(bytes: Uint8Array, from: number, to: number): boolean {
    const day = dayAt(bytes, from, to);
    if (day === null) return false;
    if (this.#known.has(day)) return true;
    const text = toText(day);
    if (text === null) return false;
    if (this.#known.size === maxKnown) this.#known.clear();
    this.#known.add(day);
    if (this.first === "" || text < this.first) this.first = text;
    if (text > this.last) this.last = text;
    return true;
  }
}

function dayAt(bytes: Uint8Array, from: number, to: number): number | null {
  if (to - from < dayBytes || (to - from > dayBytes && isDigit(bytes[from + dayBytes]))) return null;
  let day = 0;
  for (let at = 0; at < dayBytes; at++) {
    const byte = bytes[from + at] ?? 0;
    if (at === 4 || at === 7) {
      if (byte !== dash) return null;
    } else if (isDigit(byte)) day = day * 10 + byte - zero;
    else return null;
  }
  return day;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= zero + 9;
}

/** `2009-09-27`; null where the calendar has no such day. */
function toText(day: number): string | null {
  const [year, month, date] = [Math.trunc(day / 10_000), Math.trunc(day / 100) % 100, day % 100];
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, date);
  const text = time.toISOString().slice(0, dayBytes);
  return year > 0 && text === `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`
    ? text
    : null;
}
