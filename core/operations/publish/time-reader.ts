import { readDate, readDateTime } from "../../csv/kernel/plain/moment.ts";
import { parseDays } from "../../parquet/parse-values.ts";
import { createMomentReader } from "../schema/moment-pattern.ts";
import { createZoneOffset, type ZoneOffset } from "./zone-offsets.ts";

const zero = 0x30;
const blank = 0x20;
const longestTime = 64;
/** Years that tables know: 1 to 9999. */
const earliest = -62_135_596_800;
const latest = 253_402_300_799;
/** Digits of a number that counts from 1970, and what it counts: fewer say no time. */
const epochUnits = [
  { digits: 11, perSecond: 1 },
  { digits: 14, perSecond: 1e3 },
  { digits: 17, perSecond: 1e6 },
] as const;
const fewestEpochDigits = 9;
const latin1 = new TextDecoder("latin1");

export interface TimeReaderOptions {
  /** As for strptime; null: whatever is understood. */
  format: string | null;
  /** Of times that do not say theirs. */
  zone: string;
}

/** Reads the time of a cell into `seconds` since 1970 in UTC and `micros` of that second. */
export class TimeReader {
  seconds = 0;
  micros = 0;
  readonly #offsetOf: ZoneOffset;
  readonly #toIso: ((text: string) => string | null) | null;
  /** The ten bytes of the day that was read last, and its seconds. */
  readonly #day = new Uint8Array(10);
  #daySeconds = 0;

  constructor({ format, zone }: TimeReaderOptions) {
    this.#offsetOf = createZoneOffset(zone);
    this.#toIso = format === null ? null : createFormatReader(format);
  }

  /** False where [from, to) is no time that tables know. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    while (from < to && bytes[from] === blank) from++;
    while (to > from && bytes[to - 1] === blank) to--;
    if (from === to || to - from > longestTime) return false;
    if (this.#toIso === null && this.#readPlain(bytes, from, to)) return this.#isKnown();
    return this.#readText(latin1.decode(bytes.subarray(from, to))) && this.#isKnown();
  }

  #isKnown(): boolean {
    return this.seconds >= earliest && this.seconds <= latest;
  }

  /** `2026-01-31T07:59:59`, perhaps with a fraction and Z. Nearly every row of a file is as the one before, but for its clock. */
  #readPlain(bytes: Uint8Array, from: number, to: number): boolean {
    if (to - from < 19 || !this.#readDay(bytes, from)) return false;
    const mark = bytes[from + 10];
    if ((mark !== 0x54 && mark !== 0x74 && mark !== blank) || bytes[from + 13] !== 0x3a || bytes[from + 16] !== 0x3a) return false;
    const hours = twoDigits(bytes, from + 11);
    const minutes = twoDigits(bytes, from + 14);
    const seconds = twoDigits(bytes, from + 17);
    if (!(hours < 24 && minutes < 60 && seconds < 60)) return false;
    let at = from + 19;
    let micros = 0;
    if (at < to && (bytes[at] === 0x2e || bytes[at] === 0x2c)) {
      let unit = 100_000;
      const first = ++at;
      for (; at < to && isDigit(bytes[at]); at++) {
        micros += ((bytes[at] ?? 0) - zero) * unit;
        unit = unit === 1 ? 0 : unit / 10;
      }
      if (at === first) return false;
    }
    const local = this.#daySeconds + hours * 3600 + minutes * 60 + seconds;
    const offset = at === to ? this.#offsetOf(local) : saidOffset(bytes, at, to);
    this.seconds = local - offset;
    this.micros = micros;
    return !Number.isNaN(offset);
  }

  #readDay(bytes: Uint8Array, from: number): boolean {
    let same = 0;
    while (same < 10 && bytes[from + same] === this.#day[same]) same++;
    if (same === 10) return true;
    const seconds = parseDays(bytes, from) * 86_400;
    if (!(seconds >= earliest)) return false;
    for (let index = 0; index < 10; index++) this.#day[index] = bytes[from + index] as number;
    this.#daySeconds = seconds;
    return true;
  }

  #readText(text: string): boolean {
    const iso = this.#toIso ? this.#toIso(text) : toIso(text);
    if (iso === null) return this.#toIso === null && this.#readEpoch(text);
    const moment = readDateTime(iso) ?? readDate(iso);
    if (!moment) return false;
    const saysZone = /[T ].*(?:z|[+-]\d\d(?::?\d\d)?)$/i.test(iso);
    this.seconds = saysZone ? moment.seconds : moment.seconds - this.#offsetOf(moment.seconds);
    this.micros = microsOf(moment.fraction);
    return true;
  }

  #readEpoch(text: string): boolean {
    const [, sign, digits = "", fraction = ""] = /^([+-]?)(\d{9,17})(?:[.,](\d+))?$/.exec(text) ?? [];
    const unit = epochUnits.find((one) => digits.length <= one.digits);
    if (digits.length < fewestEpochDigits || unit === undefined || (fraction !== "" && unit.perSecond !== 1)) return false;
    const { perSecond } = unit;
    const count = Number(digits);
    const micros = perSecond === 1 ? microsOf(fraction) : Math.round((count % perSecond) * (1e6 / perSecond));
    const seconds = Math.floor(count / perSecond);
    const isBefore = sign === "-";
    this.seconds = isBefore ? -seconds - (micros > 0 ? 1 : 0) : seconds;
    this.micros = isBefore && micros > 0 ? 1e6 - micros : micros;
    return true;
  }
}

function microsOf(fraction: string): number {
  return Number(fraction.slice(0, 6).padEnd(6, "0"));
}

/** Of `Z` or `+hh:mm`, in seconds; NaN for anything else. */
function saidOffset(bytes: Uint8Array, at: number, to: number): number {
  const sign = bytes[at];
  if (to - at === 1) return sign === 0x5a || sign === 0x7a ? 0 : Number.NaN;
  if (to - at !== 6 || (sign !== 0x2b && sign !== 0x2d) || bytes[at + 3] !== 0x3a) return Number.NaN;
  const [hours, minutes] = [twoDigits(bytes, at + 1), twoDigits(bytes, at + 4)];
  if (!(hours < 24 && minutes < 60)) return Number.NaN;
  return (hours * 60 + minutes) * (sign === 0x2d ? -60 : 60);
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const [tens = 0, ones = 0] = [bytes[at], bytes[at + 1]];
  return isDigit(tens) && isDigit(ones) ? (tens - zero) * 10 + ones - zero : Number.NaN;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= 0x39;
}

/** Days and clocks as spreadsheets and databases write them, in the order of year, month and day; null for others. */
function toIso(text: string): string | null {
  const basic = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i.exec(text);
  if (basic) {
    const [, year, month, day, hour, minute, second = "00", zone = ""] = basic;
    return hour === undefined ? `${year}-${month}-${day}` : `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
  }
  const found =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i.exec(
      text,
    );
  if (!found) return null;
  const [, year, , month = "", day = "", hour, minute, second = "00", zone = ""] = found;
  const date = `${year}-${two(month)}-${two(day)}`;
  return hour === undefined ? date : `${date}T${two(hour)}:${minute}:${second}${/^(?:utc|gmt)$/i.test(zone) ? "Z" : zone}`;
}

function two(digits: string): string {
  return digits.padStart(2, "0");
}

/** A format without a clock says a day, which begins at midnight. */
function createFormatReader(format: string): (text: string) => string | null {
  return createMomentReader(/%[HI]/.test(format) ? "datetime" : "date", format);
}
