import { type MomentKind, momentOfFormat } from "./date-format.ts";
import { scanPart } from "./scan-part.ts";
import type { WorkbookFile } from "./workbook-file.ts";
import { attributeOf, type XmlHandler } from "./xml-scanner.ts";
import type { ZipPart } from "./zip-directory.ts";

/** Which of a workbook's styles show numbers as moments, by the position that cells name. */
export async function readStyles(file: WorkbookFile, part: ZipPart | null): Promise<(MomentKind | null)[]> {
  if (part === null) return [];
  const handler = new StylesHandler();
  await scanPart(file, part, handler, file.xlsxLimits.partBytes);
  // Very many styles may show numbers by one long format.
  const moments = new Map([...new Set(handler.formats)].map((id) => [id, momentOfFormat(id, handler.codes.get(id))] as const));
  return handler.formats.map((id) => moments.get(id) ?? null);
}

class StylesHandler implements XmlHandler {
  readonly codes = new Map<number, string>();
  readonly formats: number[] = [];
  #inCells = false;

  open(name: string, attributes: string): void {
    if (name === "numFmt") this.codes.set(Number(attributeOf(attributes, "numFmtId")), attributeOf(attributes, "formatCode") ?? "");
    else if (name === "cellXfs") this.#inCells = true;
    else if (name === "xf" && this.#inCells) this.formats.push(Number(attributeOf(attributes, "numFmtId") ?? 0));
  }

  close(name: string): void {
    if (name === "cellXfs") this.#inCells = false;
  }

  text(): void {
    // Styles have none.
  }
}
