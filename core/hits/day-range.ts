const dayBytes = 10;
const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const digitZero = 0x30;
const digitNine = 0x39;
const ascii = new TextDecoder("latin1");

/** The first and the last day of times like `2009-09-27 06:34:40`. */
export class DayRange {
  first = "";
  last = "";
  /** The day seen last, as it stands in the file: mostly the next time is of the same. */
  readonly #recent = new Uint8Array(dayBytes);

  /** Looks at the text in [from, to), and answers whether it begins with a day. */
  add(bytes: Uint8Array, from: number, to: number): boolean {
    if (to - from < dayBytes) return false;
    const next = to - from === dayBytes ? -1 : (bytes[from + dayBytes] ?? -1);
    if (next >= digitZero && next <= digitNine) return false;
    if (this.#isRecent(bytes, from)) return true;
    const text = ascii.decode(bytes.subarray(from, from + dayBytes));
    if (!isDay(text)) return false;
    this.#recent.set(bytes.subarray(from, from + dayBytes));
    if (this.first === "" || text < this.first) this.first = text;
    if (text > this.last) this.last = text;
    return true;
  }

  #isRecent(bytes: Uint8Array, from: number): boolean {
    for (let at = 0; at < dayBytes; at++) if (bytes[from + at] !== this.#recent[at]) return false;
    return true;
  }
}

function isDay(text: string): boolean {
  const [, year, month, date] = day.exec(text) ?? [];
  if (year === undefined || month === undefined || date === undefined) return false;
  const time = new Date(Date.UTC(2000, Number(month) - 1, Number(date)));
  time.setUTCFullYear(Number(year), Number(month) - 1, Number(date));
  return Number(year) > 0 && time.toISOString().slice(0, dayBytes) === text;
}
