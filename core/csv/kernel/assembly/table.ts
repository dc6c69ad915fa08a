/** Word 3 of a record: the count of its fields, and flags; word 1 of a field: its end, and flags. As in record-table.ts. */
export const countMask: u32 = 0x00ff_ffff;
export const skipFlag: u32 = 0x8000_0000;
export const rawExtraFlag: u32 = 0x4000_0000;
export const endMask: u32 = 0x3fff_ffff;
export const doubledFlag: u32 = 0x8000_0000;
export const backslashFlag: u32 = 0x4000_0000;
