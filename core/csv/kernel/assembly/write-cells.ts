/** Writes the fields that end at the bits of `structure`, and over the end of those up to three more. */
// @ts-ignore: decorator
@inline
export function writeCells(structure: u64, at: usize, from: usize, quote: u32, first: usize, last: usize): void {
  let rest = structure;
  let cell = from;
  for (let field = first; field < last; field += 32) {
    const end = at + usize(ctz(rest));
    rest &= rest - 1;
    const end2 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end3 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end4 = at + usize(ctz(rest));
    rest &= rest - 1;
    writeCell(field, cell, end, quote);
    writeCell(field + 8, end + 1, end2, quote);
    writeCell(field + 16, end2 + 1, end3, quote);
    writeCell(field + 24, end3 + 1, end4, quote);
    cell = end4 + 1;
  }
}

/** The quotes around a cell lie outside of its field. */
// @ts-ignore: decorator
@inline
function writeCell(field: usize, start: usize, end: usize, quote: u32): void {
  const within = usize(u32(load<u8>(start)) == quote);
  store<u32>(field, start + within);
  store<u32>(field, end - within, 4);
}

/** The same where there is no quote. */
// @ts-ignore: decorator
@inline
export function writePlainCells(structure: u64, at: usize, from: usize, first: usize, last: usize): void {
  let rest = structure;
  let cell = from;
  for (let field = first; field < last; field += 32) {
    const end = at + usize(ctz(rest));
    rest &= rest - 1;
    const end2 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end3 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end4 = at + usize(ctz(rest));
    rest &= rest - 1;
    store<u32>(field, cell);
    store<u32>(field, end, 4);
    store<u32>(field, end + 1, 8);
    store<u32>(field, end2, 12);
    store<u32>(field, end2 + 1, 16);
    store<u32>(field, end3, 20);
    store<u32>(field, end3 + 1, 24);
    store<u32>(field, end4, 28);
    cell = end4 + 1;
  }
}
