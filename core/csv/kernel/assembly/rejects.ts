import { isFolded, startCell } from "./cell-text";
import { countLineEnds } from "./count-line-ends";
import { specialsOfJson } from "./json-cell";

const endMask: u32 = 0x3fff_ffff;
const countMask: u32 = 0x00ff_ffff;
const checkShift: u32 = 6;
const messagesOf: usize = 60;
/** Words of a failure kind's pieces: before the value, after it, its code, each as address and length; then the code's bit. */
const pieceShift: u32 = 5;
/** As in ../row-checks.ts. */
const shownFailures: u32 = 10;
const shownBytes: u32 = 60;
const widestFailure: usize = 8 * 1024;
const widestFrame: usize = 64 * 1024;

/** Between neighbours there is only a line end. */
const shortGap: usize = 4;
const billion: u64 = 1_000_000_000;

let out: usize = 0;
/** Met since it was set to 0. */
let lineFeeds: u32 = 0;

/** Writes a line for each record that failed, while there surely is room for it. */
export function writeRejects(call: usize, outStart: usize, outEnd: usize): usize {
  const failuresAt: usize = load<u32>(call, 24);
  const last = load<u32>(call, 44);
  let failure = load<u32>(call, 40);
  out = outStart;
  while (failure < last) {
    const record = load<u32>(failuresAt + (failure << 3));
    let next = failure + 1;
    while (next < last && load<u32>(failuresAt + (next << 3)) == record) next++;
    const at: usize = load<u32>(call) + (record << 4);
    const shown = min(next - failure, shownFailures);
    const rawBytes: usize = load<u32>(at, 4) - load<u32>(at);
    if (out + rawBytes * 6 + <usize>shown * widestFailure + widestFrame > outEnd) break;
    writeLine(call, at, record, failuresAt + (failure << 3), next - failure);
    failure = next;
  }
  store<u32>(call, failure, 40);
  return out;
}

function writeLine(call: usize, at: usize, record: u32, failures: usize, count: u32): void {
  const frames: usize = load<u32>(call, 48);
  const start: usize = load<u32>(at);
  const line = lineOf(call, start);
  writePiece(frames);
  const lineAt = out;
  writeNumber(line);
  const lineBytes = out - lineAt;
  writePiece(frames + 8);
  writeNumber(load<u32>(call, 64) + record);
  writePiece(frames + 16);
  writeNumber(u64(load<f64>(call, 72) + f64(start)));
  writePiece(frames + 24);
  writeCodes(load<u32>(call, 12), failures, count);
  writePiece(frames + 32);
  v128.store(out, v128.load(lineAt));
  out += lineBytes;
  store<u8>(out++, 0x3a);
  const fields: usize = load<u32>(call, 8) + (load<u32>(at, 8) << 3);
  const fieldCount = load<u32>(at, 12) & countMask;
  for (let index: u32 = 0; index < min(count, shownFailures); index++) {
    const failure = load<u32>(failures + (index << 3), 4);
    const check: usize = load<u32>(call, 12) + ((failure & 0x00ff_ffff) << checkShift);
    const field = load<u32>(check);
    writeMessage(pieceOf(check, failure), field < fieldCount ? fields + (field << 3) : 0, load<u32>(call, 20));
  }
  if (count > shownFailures) writePiece(frames + 56);
  writePiece(frames + 40);
  lineFeeds = 0;
  writeEscaped(start, load<u32>(at, 4));
  tellLine(call, line, start, load<u32>(at, 4));
  writePiece(frames + 48);
}

/** Line ends are counted from where they were counted to last. */
function lineOf(call: usize, start: usize): u32 {
  const from: usize = load<u32>(call, 56);
  const line = load<u32>(call, 52);
  if (start - from > shortGap || load<u32>(call, 60) != 0) return line + countLineEnds(from, start, load<u32>(call, 60) != 0);
  let count: u32 = 0;
  for (let at = from; at < start; at++) count += u32(load<u8>(at) == 0x0a);
  return line + count;
}

/** Those within the record are met while it is written. */
function tellLine(call: usize, line: u32, start: usize, end: usize): void {
  const within = load<u32>(call, 60) != 0 ? countLineEnds(start, end, true) : lineFeeds;
  store<u32>(call, line + within, 52);
  store<u32>(call, u32(end), 56);
}

// @ts-ignore: decorator
@inline
function pieceOf(check: usize, failure: u32): usize {
  return load<u32>(check, messagesOf) + ((failure >> 24) << pieceShift);
}

function writeCodes(checksAt: usize, failures: usize, count: u32): void {
  let written: u32 = 0;
  for (let index: u32 = 0; index < count; index++) {
    const failure = load<u32>(failures + (index << 3), 4);
    const piece = pieceOf(checksAt + ((failure & 0x00ff_ffff) << checkShift), failure);
    const bit = load<u32>(piece, 24);
    if (written & bit) continue;
    if (written != 0) store<u8>(out++, 0x2c);
    written |= bit;
    writePiece(piece + 16);
  }
}

/** One failure in words; the value stands between the two pieces, if there is a second one. */
function writeMessage(piece: usize, field: usize, quote: u32): void {
  writePiece(piece);
  if (load<u32>(piece, 12) == 0 || field == 0) return;
  const start: usize = load<u32>(field);
  const info = load<u32>(field, 4);
  const end: usize = info & endMask;
  startCell(info & ~endMask, quote);
  const shownEnd = endOfShown(start, end, (info & ~endMask) != 0);
  if (info & ~endMask) writeFolded(start, shownEnd, end);
  else writeEscaped(start, shownEnd);
  if (shownEnd < end) {
    // An ellipsis.
    store<u32>(out, 0x00a6_80e2);
    out += 3;
  }
  writePiece(piece + 8);
}

/** Where as many bytes as are shown end, or the character before that goes over it. */
function endOfShown(start: usize, end: usize, folds: bool): usize {
  let at = start;
  for (let count: u32 = 0; at < end && count < shownBytes; count++, at++) {
    if (folds && isFolded(at, end)) at++;
  }
  if (at >= end) return end;
  while (at > start && (load<u8>(at) & 0xc0) == 0x80) at--;
  return at;
}

function writeFolded(at: usize, to: usize, end: usize): void {
  for (; at < to; at++) {
    if (isFolded(at, end)) at++;
    writeEscaped(at, at + 1);
  }
}

/** Sixteen bytes at a time: there is room behind. */
// @ts-ignore: decorator
@inline
function writePiece(piece: usize): void {
  const from: usize = load<u32>(piece);
  const length: usize = load<u32>(piece, 4);
  for (let at: usize = 0; at < length; at += 16) v128.store(out + at, v128.load(from + at));
  out += length;
}

function writeNumber(value: u64): void {
  if (value >= billion) {
    writeNumber(value / billion);
    writeDigits(u32(value % billion), 9);
    return;
  }
  let digits: usize = 1;
  for (let more: u32 = 10; digits < 9 && more <= u32(value); more *= 10) digits++;
  writeDigits(u32(value), digits);
}

function writeDigits(value: u32, digits: usize): void {
  let at = out + digits;
  out = at;
  for (; digits > 1; digits -= 2) {
    at -= 2;
    const rest = value / 100;
    const two = value - rest * 100;
    // The tens of a number below 100.
    const tens = (two * 103) >> 10;
    store<u16>(at, u16(0x3030 + tens + ((two - tens * 10) << 8)));
    value = rest;
  }
  if (digits != 0) store<u8>(at - 1, u8(0x30 + value));
}

/** Bytes as the inside of a JSON string. */
function writeEscaped(from: usize, to: usize): void {
  while (from < to) {
    const bytes = v128.load(from);
    v128.store(out, bytes);
    const specials = specialsOfJson(bytes);
    const plain: usize = specials == 0 ? 16 : ctz(specials);
    if (plain >= to - from) {
      out += to - from;
      return;
    }
    out += plain;
    from += plain;
    if (specials != 0) writeEscape(load<u8>(from++));
  }
}

function writeEscape(byte: u8): void {
  store<u8>(out++, 0x5c);
  if (byte == 0x22 || byte == 0x5c) store<u8>(out++, byte);
  else if (byte == 0x0a) {
    lineFeeds++;
    store<u8>(out++, 0x6e);
  }   else if (byte == 0x0d) store<u8>(out++, 0x72);
  else if (byte == 0x09) store<u8>(out++, 0x74);
  else if (byte == 0x08) store<u8>(out++, 0x62);
  else if (byte == 0x0c) store<u8>(out++, 0x66);
  else {
    store<u32>(out, 0x3030_3075);
    store<u8>(out, 0x30 + (byte >> 4), 3);
    store<u8>(out, hexDigit(byte & 15), 4);
    out += 5;
  }
}

// @ts-ignore: decorator
@inline
function hexDigit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}
