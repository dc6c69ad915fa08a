const nameAt = 30;
const nameLengthAt = 26;

/** Whether a ZIP archive begins as workbooks and other office documents do, by the name of its first part. */
export function isOfficeArchive(start: Uint8Array): boolean {
  const length = (start[nameLengthAt] ?? 0) | ((start[nameLengthAt + 1] ?? 0) << 8);
  const name = new TextDecoder().decode(start.subarray(nameAt, nameAt + Math.min(length, 200)));
  return name === "[Content_Types].xml" || name === "mimetype" || /^(?:_rels|docProps|customXml|xl|word|ppt)\//i.test(name);
}
