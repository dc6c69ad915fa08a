import { setWord, word } from "./call";

/** Where encoding goes on: bits of `part` say what of the column, `offset` how much of that is done. */
export let part: u32 = 0;
export let offset: usize = 0;
/** Set by a step that came to its end before the output did. */
export let done: bool = false;

export let skipOnFirst: usize = 0;

export function beginPlace(): void {
  skipOnFirst = word(7);
  part = word(15);
  offset = word(16);
}

export function tellPlace(record: u32, column: u32): void {
  setWord(7, u32(skipOnFirst));
  setWord(13, record);
  setWord(14, column);
  setWord(15, part);
  setWord(16, u32(offset));
}

/** The step is done; the next one starts at its beginning. */
export function finish(nextPart: u32): void {
  part = nextPart;
  offset = 0;
  done = true;
}

/** The output is full. */
export function pause(newPart: u32, newOffset: usize): void {
  part = newPart;
  offset = newOffset;
  done = false;
}

export function takeSkipOnFirst(): void {
  offset += skipOnFirst;
  skipOnFirst = 0;
}

/** Writes `length` bytes as they are, from `offset` on. */
export function writeBytes(from: usize, length: usize, out: usize, outEnd: usize): usize {
  const count = min(length - offset, outEnd - out);
  memory.copy(out, from + offset, count);
  if (offset + count < length) pause(part, offset + count);
  else finish(part);
  return out + count;
}

/** Writes the lowest `length` bytes of `text`, without the first `from`; answers how many are written then. */
// @ts-ignore: decorator
@inline
export function writeText(text: u64, length: u32, from: u32, out: usize, outEnd: usize): u32 {
  let written = from;
  for (; written < length && out < outEnd; written++) store<u8>(out++, u8(text >> (u64(written) << 3)));
  return written;
}
