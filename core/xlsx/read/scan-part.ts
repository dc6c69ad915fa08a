import type { ByteSource } from "../../csv/source/byte-source.ts";
import { openPart } from "./open-part.ts";
import { damagedWorkbook } from "./workbook-error.ts";
import type { WorkbookFile } from "./workbook-file.ts";
import { XmlError, type XmlHandler, XmlScanner } from "./xml-scanner.ts";
import type { ZipPart } from "./zip-directory.ts";

const chunkBytes = 64 * 1024;

/** Reads an XML part a stretch at a time: each `next` feeds the handler, and answers false once the part has ended. */
export interface PartScan {
  next(): Promise<boolean>;
  close(): Promise<void>;
}

/** Reads a part to its end. @throws AppError truncated-archive, archive-too-large */
export async function scanPart(file: WorkbookFile, part: ZipPart, handler: XmlHandler, maxBytes: number): Promise<void> {
  const scan = await openScan(file, part, handler, maxBytes);
  try {
    while (await scan.next());
  } finally {
    await scan.close();
  }
}

export async function openScan(file: WorkbookFile, part: ZipPart, handler: XmlHandler, maxBytes: number): Promise<PartScan> {
  const source = await openPart(file, part, maxBytes);
  const scanner = new XmlScanner(handler, { maxTag: file.xlsxLimits.tagCharacters });
  const chunk = new Uint8Array(chunkBytes);
  let decoder: TextDecoder | null = null;
  const failed = (error: unknown) => {
    const what =
      error instanceof XmlError ? error.message : error instanceof TypeError ? "it is not written in the encoding that it says" : null;
    return what === null ? error : damagedWorkbook(file.name, `in its part ${part.path} ${what}`, error);
  };
  return {
    async next() {
      const count = await source.read(chunk);
      try {
        decoder ??= new TextDecoder(encodingOf(chunk.subarray(0, count)), { fatal: true });
        if (count > 0) scanner.feed(decoder.decode(chunk.subarray(0, count), { stream: true }));
        else {
          scanner.feed(decoder.decode());
          scanner.end();
        }
      } catch (error) {
        throw failed(error);
      }
      return count > 0;
    },
    close: () => closeOnce(source),
  };
}

async function closeOnce(source: ByteSource): Promise<void> {
  await source.close();
}

/** Parts are UTF-8, or UTF-16 with a byte order mark (ECMA-376-2 §9.2). */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "utf-8";
}
