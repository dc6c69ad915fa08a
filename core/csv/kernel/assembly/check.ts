import { countCharacters, isMember, startCell } from "./cell-text";
import { compareDecimal, readDecimal } from "./decimal";
import { compareMoment, readDate, readDateTime, readTime } from "./moment";

const endMask: u32 = 0x3fff_ffff;
const skipFlag: u32 = 0x8000_0000;
const countMask: u32 = 0x00ff_ffff;

// The order of words is that of ../row-checks.ts.
const checkShift: usize = 6;
const typeOf: usize = 4;
const requiredOf: usize = 8;
const minimumOf: usize = 12;
const maximumOf: usize = 16;
const minLengthOf: usize = 20;
const maxLengthOf: usize = 24;
const setOf: usize = 28;
const referenceOf: usize = 40;
const separatorOf: usize = 52;

const integer: u32 = 1;
const number: u32 = 2;
const boolean: u32 = 3;
const date: u32 = 4;
const dateTime: u32 = 5;
const time: u32 = 6;

const fine: u32 = 0;
const missing: u32 = 1;
const badType: u32 = 2;
const tooSmall: u32 = 3;
const tooGreat: u32 = 4;
const tooShort: u32 = 5;
const tooLong: u32 = 6;
const notInSet: u32 = 7;
const noReference: u32 = 8;

let quote: u32 = 0;

export function checkRows(call: usize): void {
  const recordsAt: usize = load<u32>(call);
  const records = load<u32>(call, 4);
  const fieldsAt: usize = load<u32>(call, 8);
  const checksAt: usize = load<u32>(call, 12);
  const checks = load<u32>(call, 16);
  quote = load<u32>(call, 20);
  let failure: usize = load<u32>(call, 24) + (load<u32>(call, 32) << 3);
  // Where a record's failures might not fit any more.
  const lastStart: usize = load<u32>(call, 24) + ((load<u32>(call, 28) - checks) << 3);
  let record = load<u32>(call, 36);
  for (; record < records && failure <= lastStart; record++) {
    const at = recordsAt + (record << 4);
    const info = load<u32>(at, 12);
    if (info & skipFlag) continue;
    const count = info & countMask;
    const fields = fieldsAt + (load<u32>(at, 8) << 3);
    let check = checksAt;
    for (let index: u32 = 0; index < checks; index++, check += 1 << checkShift) {
      const field = load<u32>(check);
      const kind = field < count ? checkCell(check, fields + (field << 3)) : load<u32>(check, requiredOf);
      if (kind == fine) continue;
      store<u32>(failure, record);
      store<u32>(failure, index | (kind << 24), 4);
      failure += 8;
    }
  }
  store<u32>(call, u32(failure - load<u32>(call, 24)) >> 3, 32);
  store<u32>(call, record, 36);
}

// @ts-ignore: decorator
@inline
function checkCell(check: usize, field: usize): u32 {
  const start: usize = load<u32>(field);
  const info = load<u32>(field, 4);
  const end: usize = info & endMask;
  // `required` is the failure that an empty cell is.
  if (start == end) return load<u32>(check, requiredOf);
  const flags = info & ~endMask;
  const type = load<u32>(check, typeOf);
  if (type != 0) {
    // A cell that holds a quote or a backslash is none of the types.
    const kind = flags != 0 ? badType : type <= number ? checkNumber(check, type, start, end) : checkOther(check, type, start, end);
    if (kind != fine) return kind;
  }
  if (load<u32>(check, maxLengthOf) != 0) {
    startCell(flags, quote);
    const kind = checkLength(check, start, end);
    if (kind != fine) return kind;
  }
  if (load<u32>(check, setOf) != 0 && !isIn(check + setOf, flags, start, end)) return notInSet;
  return load<u32>(check, referenceOf) != 0 && !isIn(check + referenceOf, flags, start, end) ? noReference : fine;
}

// @ts-ignore: decorator
@inline
function checkNumber(check: usize, type: u32, start: usize, end: usize): u32 {
  const separator = <u8>load<u32>(check, separatorOf);
  if (!readDecimal(start, end, separator, type == integer)) return badType;
  const minimum: usize = load<u32>(check, minimumOf);
  if (minimum != 0 && compareDecimal(minimum, separator) < 0) return tooSmall;
  const maximum: usize = load<u32>(check, maximumOf);
  return maximum != 0 && compareDecimal(maximum, separator) > 0 ? tooGreat : fine;
}

function checkOther(check: usize, type: u32, start: usize, end: usize): u32 {
  if (type == boolean) return isBoolean(start, end) ? fine : badType;
  const isMoment = type == date ? readDate(start, end) : type == dateTime ? readDateTime(start, end) : readTime(start, end);
  if (!isMoment) return badType;
  const minimum: usize = load<u32>(check, minimumOf);
  if (minimum != 0 && compareMoment(minimum) < 0) return tooSmall;
  const maximum: usize = load<u32>(check, maximumOf);
  return maximum != 0 && compareMoment(maximum) > 0 ? tooGreat : fine;
}

/** 0, 1, true and false, in any case. */
function isBoolean(start: usize, end: usize): bool {
  const length = end - start;
  const first = load<u32>(start);
  if (length == 1) return (first & 0xfe) == 0x30;
  const lower = first | 0x2020_2020;
  if (length == 4) return lower == 0x65757274;
  return length == 5 && lower == 0x736c6166 && (load<u8>(start, 4) | 0x20) == 0x65;
}

function checkLength(check: usize, start: usize, end: usize): u32 {
  const least = load<u32>(check, minLengthOf);
  const most = load<u32>(check, maxLengthOf);
  const bytes = u32(end - start);
  // A character has at most four bytes, or five with an escape.
  if (bytes <= most && bytes / 5 >= least) return fine;
  const count = countCharacters(start, end);
  return count < least ? tooShort : count > most ? tooLong : fine;
}

function isIn(set: usize, flags: u32, start: usize, end: usize): bool {
  startCell(flags, quote);
  return isMember(start, end, load<u32>(set), load<u32>(set, 4), load<u32>(set, 8));
}
