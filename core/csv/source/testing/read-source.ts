import type { ByteSource } from "../byte-source.ts";
import { openTextSource, type TextSourceOptions } from "../open-text-source.ts";

/** A source that hands out its bytes in pieces of these sizes, over and over. */
export function inPieces(bytes: Uint8Array, sizes: readonly number[] = [65_536]): ByteSource & { closed: boolean } {
  let at = 0;
  let turn = 0;
  return {
    closed: false,
    async read(target) {
      const part = bytes.subarray(at, at + Math.min(target.length, sizes[turn++ % sizes.length] ?? 1));
      target.set(part);
      at += part.length;
      return part.length;
    },
    async close() {
      this.closed = true;
    },
  };
}

/** Everything that is left of a source, asked for in pieces of this size. */
export async function drain(source: ByteSource, size = 65_536): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const target = new Uint8Array(size);
    const length = await source.read(target);
    if (length === 0) return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
    parts.push(target.subarray(0, length));
  }
}

export const roomyLimits: TextSourceOptions["limits"] = {
  detectionBytes: 1024 * 1024,
  maxExpansion: 200,
  freeExpansionBytes: 64 * 1024 * 1024,
};

export async function open(raw: ByteSource | Uint8Array, options: Partial<TextSourceOptions> = {}) {
  const source = raw instanceof Uint8Array ? inPieces(raw) : raw;
  return await openTextSource(source, { name: "people.csv", limits: roomyLimits, signal: new AbortController().signal, ...options });
}

export function utf16(text: string, littleEndian: boolean): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).flatMap((unit) =>
    littleEndian ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff],
  );
}
