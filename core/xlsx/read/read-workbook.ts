import type { DateSystem } from "./moment-text.ts";
import { scanPart } from "./scan-part.ts";
import { damagedWorkbook, unreadableWorkbook } from "./workbook-error.ts";
import type { WorkbookFile } from "./workbook-file.ts";
import { attributeOf, type XmlHandler } from "./xml-scanner.ts";
import type { ZipPart } from "./zip-directory.ts";

export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  part: ZipPart;
}

/** What a workbook says of itself. */
export interface WorkbookParts {
  /** Those that hold cells, in the workbook's order. */
  sheets: WorkbookSheet[];
  dateSystem: DateSystem;
  sharedTexts: ZipPart | null;
  styles: ZipPart | null;
}

/** Finds the parts by their relationships, as they may have any name (ECMA-376-1 §12). @throws AppError */
export async function readWorkbook(file: WorkbookFile): Promise<WorkbookParts> {
  const root = await readRelations(file, "");
  const path = root.find(({ type }) => type === "officeDocument")?.target;
  const part = path === undefined ? undefined : findPart(file, path);
  if (path === undefined || !part) throw notAWorkbook(file);
  const handler = new WorkbookHandler();
  if (path.endsWith(".bin")) throw unreadableWorkbook(`${file.name} is a binary workbook (.xlsb). Save it as .xlsx, then drop it again.`);
  await scanPart(file, part, handler, file.xlsxLimits.partBytes);
  if (!handler.isWorkbook) throw notAWorkbook(file);
  // Sheets have parts of their own.
  if (handler.sheets.length > file.parts.size) throw damagedWorkbook(file.name, "it lists more sheets than it has parts");
  const relations = await readRelations(file, path);
  const partOf = (type: string) => {
    const target = relations.find((relation) => relation.type === type)?.target;
    return target === undefined ? null : (findPart(file, target) ?? null);
  };
  const byId = new Map(relations.map((relation) => [relation.id, relation] as const));
  const sheets = handler.sheets.flatMap(({ name, hidden, id }) => {
    const relation = byId.get(id);
    if (relation?.type !== "worksheet") return [];
    const sheet = findPart(file, relation.target);
    if (!sheet) throw damagedWorkbook(file.name, `its sheet “${name}” is missing`);
    return [{ name, hidden, part: sheet }];
  });
  return { sheets, dateSystem: handler.dateSystem, sharedTexts: partOf("sharedStrings"), styles: partOf("styles") };
}

function notAWorkbook({ name, parts }: WorkbookFile) {
  const isText = parts.has("content.xml");
  const kind = isText ? "an OpenDocument file" : "a packed document, but no workbook";
  return unreadableWorkbook(`${name} is ${kind}. Save it as .xlsx or CSV, then drop it again.`);
}

interface Relation {
  id: string;
  /** The last word of the type's address, which differs between the two forms of the standard in what stands before. */
  type: string;
  /** A path in the archive. */
  target: string;
}

async function readRelations(file: WorkbookFile, of: string): Promise<Relation[]> {
  const folder = of.slice(0, of.lastIndexOf("/") + 1);
  const part = findPart(file, `${folder}_rels/${of.slice(folder.length)}.rels`);
  if (!part) return [];
  const relations: Relation[] = [];
  const handler: XmlHandler = {
    open(name, attributes) {
      if (name !== "Relationship" || attributeOf(attributes, "TargetMode") === "External") return;
      const target = attributeOf(attributes, "Target") ?? "";
      const type = (attributeOf(attributes, "Type") ?? "").split("/").at(-1) ?? "";
      relations.push({ id: attributeOf(attributes, "Id") ?? "", type, target: resolvePath(folder, target) });
    },
    close: () => undefined,
    text: () => undefined,
  };
  await scanPart(file, part, handler, file.xlsxLimits.partBytes);
  return relations;
}

/** A target beside, or from the root of, the archive; what leads out of it leads nowhere. */
function resolvePath(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

function findPart({ parts }: WorkbookFile, path: string): ZipPart | undefined {
  return parts.get(path.toLowerCase());
}

class WorkbookHandler implements XmlHandler {
  readonly sheets: { name: string; hidden: boolean; id: string }[] = [];
  dateSystem: DateSystem = "1900";
  isWorkbook = false;

  open(name: string, attributes: string): void {
    if (name === "workbook") this.isWorkbook = true;
    else if (name === "workbookPr") {
      const is1904 = attributeOf(attributes, "date1904");
      if (is1904 === "1" || is1904 === "true") this.dateSystem = "1904";
    } else if (name === "sheet") {
      const state = attributeOf(attributes, "state");
      const id = /(?:^|\s)[^\s=:]+:id\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
      this.sheets.push({
        name: attributeOf(attributes, "name") ?? `Sheet${this.sheets.length + 1}`,
        hidden: state === "hidden" || state === "veryHidden",
        id: id?.[1] ?? id?.[2] ?? "",
      });
    }
  }

  close(): void {
    // All is in the attributes.
  }

  text(): void {
    // Likewise.
  }
}
