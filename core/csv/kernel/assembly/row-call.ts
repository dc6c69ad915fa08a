/** Where the numbers of a call stand for JSON, checks and rejects; the order of words is that of ../wasm-rows.ts. */
export const rowCallAt: usize = memory.data(96, 16);
