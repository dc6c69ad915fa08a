/** Text in a legacy encoding, by asking the decoder what each byte or pair of bytes means. */
export function encodeText(text: string, encoding: string): Uint8Array {
  if (encoding === "utf-16le" || encoding === "utf-16be") return encodeUtf16(text, encoding === "utf-16be");
  const table = createTable(encoding);
  const bytes: number[] = [];
  for (const character of text) {
    const code = table.get(character);
    if (code === undefined) throw new Error(`${character} cannot be said in ${encoding}.`);
    bytes.push(...code);
  }
  return Uint8Array.from(bytes);
}

function encodeUtf16(text: string, bigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), !bigEndian);
  return new Uint8Array(view.buffer);
}

function createTable(encoding: string): Map<string, number[]> {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  const add = (...bytes: number[]): void => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if ([...character].length === 1 && character !== "\ufffd" && !table.has(character)) table.set(character, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add(byte);
  if (encoding !== "shift_jis") return table;
  for (let lead = 0x81; lead < 0xfd; lead++) for (let trail = 0x40; trail < 0xfd; trail++) add(lead, trail);
  return table;
}
