const typeBoolTrue = 1;
const typeBoolFalse = 2;
const typeI8 = 3;
const typeI32 = 5;
const typeI64 = 6;
const typeBinary = 8;
const typeList = 9;
const typeStruct = 12;
const longField = 15;

/** A value with the id of its field; what has none is left out. */
export type ThriftField = readonly [id: number, value: ThriftValue | undefined];
export type ThriftValue =
  | { i8: number }
  | { i32: number }
  | { i64: number }
  | { bool: boolean }
  | { text: string }
  | { bytes: Uint8Array }
  | { struct: readonly ThriftField[] }
  | { structs: readonly (readonly ThriftField[])[] }
  | { i32s: readonly number[] }
  | { texts: readonly string[] };

/** Writes a struct in Thrift's compact protocol (thrift-compact-protocol.md of Apache Thrift), fields in ascending order of their ids. */
export function encodeThrift(fields: readonly ThriftField[]): Uint8Array<ArrayBuffer> {
  const writer = new CompactWriter();
  writer.struct(fields);
  return writer.bytes();
}

const utf8 = new TextEncoder();

class CompactWriter {
  #bytes = new Uint8Array(256);
  #used = 0;

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#used);
  }

  struct(fields: readonly ThriftField[]): void {
    let last = 0;
    for (const [id, value] of fields) {
      if (value === undefined) continue;
      this.#byte(((id - last) << 4) | typeOf(value));
      last = id;
      this.#value(value);
    }
    this.#byte(0);
  }

  #value(value: ThriftValue): void {
    if ("i8" in value) this.#byte(value.i8 & 0xff);
    else if ("i32" in value) this.#zigzag(value.i32);
    else if ("i64" in value) this.#zigzag(value.i64);
    else if ("text" in value) this.#binary(utf8.encode(value.text));
    else if ("bytes" in value) this.#binary(value.bytes);
    else if ("struct" in value) this.struct(value.struct);
    else if ("structs" in value) this.#list(typeStruct, value.structs, (fields) => this.struct(fields));
    else if ("i32s" in value) this.#list(typeI32, value.i32s, (number) => this.#zigzag(number));
    else if ("texts" in value) this.#list(typeBinary, value.texts, (text) => this.#binary(utf8.encode(text)));
  }

  #list<T>(type: number, values: readonly T[], write: (value: T) => void): void {
    if (values.length < longField) this.#byte((values.length << 4) | type);
    else {
      this.#byte((longField << 4) | type);
      this.#varint(values.length);
    }
    for (const value of values) write(value);
  }

  #binary(bytes: Uint8Array): void {
    this.#varint(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** Safe integers only: sizes and counts. */
  #zigzag(value: number): void {
    this.#varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  #varint(value: number): void {
    let left = value;
    for (; left >= 0x80; left = Math.floor(left / 0x80)) this.#byte((left % 0x80) | 0x80);
    this.#byte(left);
  }

  #byte(byte: number): void {
    this.#room(1);
    this.#bytes[this.#used++] = byte;
  }

  #room(length: number): void {
    if (this.#used + length <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + length));
    grown.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = grown;
  }
}

function typeOf(value: ThriftValue): number {
  if ("i8" in value) return typeI8;
  if ("i32" in value) return typeI32;
  if ("i64" in value) return typeI64;
  if ("bool" in value) return value.bool ? typeBoolTrue : typeBoolFalse;
  if ("struct" in value) return typeStruct;
  return "text" in value || "bytes" in value ? typeBinary : typeList;
}
