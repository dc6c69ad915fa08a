/** Where the numbers of a call stand in its block of memory; the order of words is that of wasm-rows.ts. */
export const recordsAt: usize = 0;
export const maxRecords: usize = 4;
export const fieldsAt: usize = 8;
export const maxFields: usize = 12;
export const records: usize = 16;
export const fields: usize = 20;
export const blankLines: usize = 24;
export const position: usize = 28;
export const layoutOf: usize = 32;
export const columnsOf: usize = 36;
export const keysOf: usize = 40;
export const successorsOf: usize = 44;
export const scratchOf: usize = 48;
export const scratchEndOf: usize = 52;
export const maxRecordBytes: usize = 56;
export const stopsOf: usize = 60;
export const nullsOf: usize = 64;
export const missingOf: usize = 68;

export const stopAtNulls: u32 = 1;
export const stopAtMissing: u32 = 2;
export const stopAtBlanks: u32 = 4;
