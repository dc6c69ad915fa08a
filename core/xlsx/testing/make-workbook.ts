import { strToU8, type Zippable, zipSync } from "fflate";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface WorkbookParts {
  /** The content of each `sheetData`, or, if it starts with `<worksheet`, of the whole part. */
  sheets: { name: string; data: string; state?: "hidden" | "veryHidden"; after?: string }[];
  /** The content of `sst`; no such part when left out. */
  sharedTexts?: string;
  /** The content of `styleSheet`. */
  styles?: string;
  date1904?: boolean;
  /** Further parts, or others in the place of these. */
  parts?: Record<string, string | Uint8Array>;
}

/** A workbook written by hand: what no writer would write can be in it. */
export function makeWorkbook({ sheets, sharedTexts, styles, date1904, parts = {} }: WorkbookParts): Uint8Array {
  const list = sheets
    .map(
      ({ name, state }, index) =>
        `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ""} r:id="rId${index + 1}"/>`,
    )
    .join("");
  const related = [
    ...sheets.map((_, index) => ({ type: "worksheet", target: `worksheets/sheet${index + 1}.xml` })),
    ...(sharedTexts === undefined ? [] : [{ type: "sharedStrings", target: "sharedStrings.xml" }]),
    ...(styles === undefined ? [] : [{ type: "styles", target: "styles.xml" }]),
  ];
  const files: Record<string, string | Uint8Array> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${main}" xmlns:r="${office}">${
      date1904 ? '<workbookPr date1904="1"/>' : ""
    }<sheets>${list}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${relations}">${related
      .map(({ type, target }, index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`)
      .join("")}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ data, after = "" }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        data.startsWith("<worksheet") ? data : `<worksheet xmlns="${main}"><sheetData>${data}</sheetData>${after}</worksheet>`,
      ]),
    ),
    ...(sharedTexts === undefined ? {} : { "xl/sharedStrings.xml": `<sst xmlns="${main}">${sharedTexts}</sst>` }),
    ...(styles === undefined ? {} : { "xl/styles.xml": `<styleSheet xmlns="${main}">${styles}</styleSheet>` }),
    ...parts,
  };
  const zippable: Zippable = {};
  for (const [path, content] of Object.entries(files)) zippable[path] = typeof content === "string" ? strToU8(content) : content;
  return zipSync(zippable);
}

/** Rows of cells as they stand in `sheetData`, each cell the inside of its `c` with its attributes: `t="b"><v>1</v>`. */
export function rowsOf(rows: readonly (readonly string[])[]): string {
  return rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, column) => `<c r="${String.fromCharCode(65 + column)}${row + 1}" ${cell}</c>`).join("")}</row>`,
    )
    .join("");
}

/** The inside of a cell of text. */
export function textCell(text: string): string {
  return `t="inlineStr"><is><t>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></is>`;
}
