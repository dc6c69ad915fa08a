/** The moment that was read last: seconds since 1970 in UTC (or since midnight), and the digits of its fraction. */
let seconds: f64 = 0;
let fractionAt: usize = 0;
let fractionEnd: usize = 0;

// @ts-ignore: decorator
@inline
function digit(at: usize): u32 {
  return <u32>load<u8>(at) - 0x30;
}

/** The value of two digits, or more than 99. */
// @ts-ignore: decorator
@inline
function twoDigits(at: usize): u32 {
  const tens = digit(at);
  const ones = digit(at + 1);
  return tens < 10 && ones < 10 ? tens * 10 + ones : 1000;
}

/** `YYYY-MM-DD`, a day that exists. */
export function readDate(start: usize, end: usize): bool {
  fractionEnd = fractionAt;
  return end - start == 10 && readDay(start);
}

function readDay(at: usize): bool {
  const digits = u32(i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(at), i8x16.splat(0x30)), i8x16.splat(10))));
  if ((digits & 0x3ff) != 0x36f || load<u8>(at, 4) != 0x2d || load<u8>(at, 7) != 0x2d) return false;
  const year = digit(at) * 1000 + digit(at + 1) * 100 + digit(at + 2) * 10 + digit(at + 3);
  const month = digit(at + 5) * 10 + digit(at + 6);
  const day = digit(at + 8) * 10 + digit(at + 9);
  if (year == 0 || month - 1 > 11 || day == 0 || day > daysOf(year, month)) return false;
  seconds = f64(dayNumber(year, month, day)) * 86400;
  return true;
}

function daysOf(year: u32, month: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; the year is counted from March. */
function dayNumber(year: u32, month: u32, day: u32): i32 {
  const y = i32(year) - i32(month < 3);
  const ofYear = (153 * (i32(month) + (month > 2 ? -3 : 9)) + 2) / 5 + i32(day) - 1;
  return y * 365 + y / 4 - y / 100 + y / 400 + ofYear - 719468;
}

/** A date, `T` or a blank, a time, and perhaps `Z` or an offset such as `+02:00`. */
export function readDateTime(start: usize, end: usize): bool {
  if (end - start < 16 || !readDay(start)) return false;
  const between = load<u8>(start, 10);
  if ((between | 0x20) != 0x74 && between != 0x20) return false;
  const day = seconds;
  const at = readClock(start + 11, end);
  if (at == 0) return false;
  seconds += day;
  return at == end || readZone(at, end);
}

/** `HH:MM`, perhaps with seconds and their fraction. */
export function readTime(start: usize, end: usize): bool {
  return end - start >= 5 && readClock(start, end) == end;
}

/** Answers where the time ends, or 0. */
function readClock(at: usize, end: usize): usize {
  fractionAt = end;
  fractionEnd = end;
  const hours = twoDigits(at);
  const minutes = twoDigits(at + 3);
  if (hours > 23 || load<u8>(at, 2) != 0x3a || minutes > 59) return 0;
  seconds = f64(hours * 3600 + minutes * 60);
  at += 5;
  if (at == end || load<u8>(at) != 0x3a) return at;
  const second = twoDigits(at + 1);
  if (end - at < 3 || second > 59) return 0;
  seconds += f64(second);
  at += 3;
  if (at == end || (load<u8>(at) != 0x2e && load<u8>(at) != 0x2c)) return at;
  fractionAt = ++at;
  while (at < end && digit(at) < 10) at++;
  fractionEnd = at;
  return at == fractionAt ? 0 : at;
}

function readZone(at: usize, end: usize): bool {
  const first = load<u8>(at);
  if ((first | 0x20) == 0x7a) return at + 1 == end;
  if (first != 0x2b && first != 0x2d) return false;
  const hours = twoDigits(at + 1);
  const minutesAt = at + 3 + usize(load<u8>(at, 3) == 0x3a);
  const minutes = minutesAt + 2 == end ? twoDigits(minutesAt) : at + 3 == end ? 0 : 1000;
  if (at + 3 > end || hours > 23 || minutes > 59) return false;
  const offset = f64(hours * 3600 + minutes * 60);
  seconds += first == 0x2b ? -offset : offset;
  return true;
}

/** The moment that was read, held against a limit (seconds, digits of a fraction): negative if earlier, 0 if the same. */
export function compareMoment(limit: usize): i32 {
  const other = load<f64>(limit);
  if (seconds != other) return seconds < other ? -1 : 1;
  let otherAt: usize = load<u32>(limit, 8);
  const otherEnd = otherAt + load<u32>(limit, 12);
  for (let at = fractionAt; at < fractionEnd || otherAt < otherEnd; at++) {
    const a = at < fractionEnd ? digit(at) : 0;
    const b = otherAt < otherEnd ? digit(otherAt++) : 0;
    if (a != b) return a < b ? -1 : 1;
  }
  return 0;
}
